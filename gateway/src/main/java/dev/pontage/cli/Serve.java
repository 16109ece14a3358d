package dev.pontage.cli;

import dev.pontage.base.Product;
import dev.pontage.base.Secret;
import dev.pontage.boot.Address;
import dev.pontage.boot.ExitCode;
import dev.pontage.boot.Server;
import dev.pontage.boot.StartRefused;
import dev.pontage.boot.StartSettings;
import dev.pontage.egress.Networks;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the gateway until it is told to stop. */
@Command(
        name = "serve",
        description = "Runs the gateway. With nothing configured it serves a built-in demo provider on 127.0.0.1:8080.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class Serve implements Callable<Integer> {
    private static final String PREFIX = Product.VARIABLE_PREFIX;

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            defaultValue = "${env:" + PREFIX + "LISTEN:-127.0.0.1:8080}",
            description = "Where clients connect. Variable " + PREFIX + "LISTEN.")
    private String listen = "";

    @Option(
            names = "--metrics",
            paramLabel = "HOST:PORT",
            defaultValue = "${env:" + PREFIX + "METRICS:-127.0.0.1:9464}",
            description = "Where metrics are read, loopback only. Variable " + PREFIX + "METRICS.")
    private String metrics = "";

    @Option(
            names = "--data",
            paramLabel = "DIRECTORY",
            defaultValue = "${env:" + PREFIX + "DATA:-data}",
            description = "Directory of the embedded database. Variable " + PREFIX + "DATA.")
    private Path data = Path.of("data");

    @Option(
            names = "--secrets",
            paramLabel = "DIRECTORY",
            defaultValue = "${env:" + PREFIX + "SECRETS:-secrets}",
            description = "Directory of the keys that seal the data; keep it apart from the data. Variable " + PREFIX
                    + "SECRETS.")
    private Path secrets = Path.of("secrets");

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description =
                    "Configuration: a YAML file or a folder of them; may be repeated. Changes are applied while the"
                            + " gateway runs.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            defaultValue = "${env:" + PREFIX + "ROLE:-all}",
            description = "What this node does; only 'all' so far. Variable " + PREFIX + "ROLE.")
    private String role = "all";

    @Option(
            names = "--store",
            paramLabel = "URL",
            defaultValue = "${env:" + PREFIX + "STORE:-}",
            description =
                    "A database server; not built yet, the embedded database is used. Variable " + PREFIX + "STORE.")
    private String store = "";

    @Option(
            names = "--redis",
            paramLabel = "URL",
            defaultValue = "${env:" + PREFIX + "REDIS:-}",
            description = "A Redis server; not built yet. Variable " + PREFIX + "REDIS.")
    private String redis = "";

    @Option(
            names = "--drain-millis",
            paramLabel = "MILLIS",
            defaultValue = "${env:" + PREFIX + "DRAIN_MILLIS:-25000}",
            description = "How long running requests may take at a stop. Variable " + PREFIX + "DRAIN_MILLIS.")
    private long drainMillis;

    @Option(
            names = "--flush-millis",
            paramLabel = "MILLIS",
            defaultValue = "${env:" + PREFIX + "FLUSH_MILLIS:-5000}",
            description = "How long the books may take after that. Variable " + PREFIX + "FLUSH_MILLIS.")
    private long flushMillis;

    @Option(
            names = "--heartbeat-millis",
            paramLabel = "MILLIS",
            defaultValue = "${env:" + PREFIX + "HEARTBEAT_MILLIS:-15000}",
            description = "Silence after which a stream gets a sign of life. Variable " + PREFIX + "HEARTBEAT_MILLIS.")
    private long heartbeatMillis;

    @Override
    public Integer call() {
        try {
            return new Server(settings(System.getenv()), System.out, System.err)
                    .run()
                    .number();
        } catch (StartRefused refused) {
            System.err.println(Product.WORD + ": " + refused.getMessage());
            return refused.exitCode().number();
        }
    }

    @SuppressWarnings("SystemConsoleNull") // The nullness checker knows older JDKs.
    private StartSettings settings(Map<String, String> environment) throws StartRefused {
        refuseUnbuilt(environment);
        StartSettings.Builder settings = StartSettings.defaults();
        try {
            settings.listen(Address.parse(listen)).metrics(Address.parse(metrics));
        } catch (IllegalArgumentException e) {
            throw new StartRefused(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
        }
        Console console = System.console();
        boolean toFiles =
                console == null || !console.isTerminal() || "file".equals(environment.get(PREFIX + "FIRST_SECRETS"));
        boolean fromEnvironment = !"off".equalsIgnoreCase(environment.get(PREFIX + "ENV_PROVIDERS"));
        return settings.data(data)
                .secrets(secrets)
                .files(files)
                .environment(environment)
                .environmentProviders(fromEnvironment)
                .privateNetworks(privateNetworks(environment))
                .probeLocalServers(fromEnvironment)
                .secretsToFiles(toFiles)
                .defaultModel(environment.getOrDefault("DEFAULT_MODEL", ""))
                .adminToken(secret(environment, PREFIX + "ADMIN_TOKEN"))
                .drainMillis(drainMillis)
                .flushMillis(flushMillis)
                .heartbeatMillis(heartbeatMillis)
                .build();
    }

    static Networks privateNetworks(Map<String, String> environment) throws StartRefused {
        String name = PREFIX + "PRIVATE_NETWORKS";
        try {
            return Networks.parse(environment.getOrDefault(name, ""));
        } catch (IllegalArgumentException e) {
            throw new StartRefused(ExitCode.USAGE, name + ": " + e.getMessage(), e);
        }
    }

    private void refuseUnbuilt(Map<String, String> environment) throws StartRefused {
        String nodeType = environment.getOrDefault("NODE_TYPE", "master").toLowerCase(Locale.ROOT);
        if (!role.equals("all") || !nodeType.equals("master")) {
            throw new StartRefused(
                    ExitCode.USAGE, "only role 'all' (NODE_TYPE=master) is built: control and data nodes come later");
        }
        if (!store.isEmpty()) {
            throw new StartRefused(
                    ExitCode.USAGE, "--store is not built yet: leave it out and the embedded database is used");
        }
        if (!redis.isEmpty()) {
            throw new StartRefused(ExitCode.USAGE, "--redis is not built yet: leave it out");
        }
    }

    /** A secret is given as a variable or as the file that another variable names, never on the command line. */
    private static Secret secret(Map<String, String> environment, String name) throws StartRefused {
        String given = environment.get(name);
        String file = environment.get(name + "_FILE");
        if (given != null && file != null) {
            throw new StartRefused(ExitCode.USAGE, "both " + name + " and " + name + "_FILE are set");
        }
        if (file == null) {
            return new Secret(given == null ? "" : given);
        }
        try {
            return new Secret(Files.readString(Path.of(file)).strip());
        } catch (IOException e) {
            throw new StartRefused(ExitCode.USAGE, name + "_FILE cannot be read: " + file, e);
        }
    }
}
