package dev.pontage.cli;

import dev.pontage.base.Product;
import dev.pontage.base.Secret;
import dev.pontage.boot.ExitCode;
import dev.pontage.boot.Server;
import dev.pontage.boot.StartRefused;
import dev.pontage.boot.StartSettings;
import dev.pontage.egress.Networks;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the gateway until it is told to stop. */
@Command(
        name = "serve",
        description = "Runs the gateway. With nothing configured it serves a built-in demo provider on 127.0.0.1:8080.",
        mixinStandardHelpOptions = true)
final class Serve implements Callable<Integer> {
    private static final String PREFIX = Product.VARIABLE_PREFIX;
    private static final String DEFAULT_MODEL = "DEFAULT_MODEL";
    private static final String TERMINAL = "terminal";
    private static final long HOUR_MILLIS = 3_600_000;
    private static final long DAY_SECONDS = 86_400;

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            description = "Where clients connect; 127.0.0.1:8080. Variable " + PREFIX + "LISTEN.")
    private @Nullable String listen;

    @Option(
            names = "--metrics",
            paramLabel = "HOST:PORT",
            description = "Where metrics are read; 127.0.0.1:9464. Elsewhere than on loopback they ask for the admin"
                    + " token. Variable " + PREFIX + "METRICS.")
    private @Nullable String metrics;

    @Option(
            names = "--data",
            paramLabel = "DIRECTORY",
            description = "Directory of the embedded database; data. Variable " + PREFIX + "DATA.")
    private @Nullable String data;

    @Option(
            names = "--secrets",
            paramLabel = "DIRECTORY",
            description = "Directory of the keys that seal the data; secrets. Keep it apart from the data. Variable "
                    + PREFIX + "SECRETS.")
    private @Nullable String secrets;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description =
                    "Configuration: a YAML file or a folder of them; may be repeated. Changes are applied while the"
                            + " gateway runs. Variable " + PREFIX + "FILES, separated as in PATH.")
    private List<String> files = new ArrayList<>();

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            description = "What this node does; only 'all' so far. Variable " + PREFIX + "ROLE.")
    private @Nullable String role;

    @Option(
            names = "--store",
            paramLabel = "URL",
            description =
                    "A database server; not built yet, the embedded database is used. Variable " + PREFIX + "STORE.")
    private @Nullable String store;

    @Option(
            names = "--redis",
            paramLabel = "URL",
            description = "A Redis server; not built yet. Variable " + PREFIX + "REDIS.")
    private @Nullable String redis;

    @Option(
            names = "--drain-millis",
            paramLabel = "MILLIS",
            description = "How long running requests may take at a stop; 25000. Variable " + PREFIX + "DRAIN_MILLIS.")
    private @Nullable String drainMillis;

    @Option(
            names = "--flush-millis",
            paramLabel = "MILLIS",
            description = "How long the books may take after that; 5000. Variable " + PREFIX + "FLUSH_MILLIS.")
    private @Nullable String flushMillis;

    @Option(
            names = "--heartbeat-millis",
            paramLabel = "MILLIS",
            description =
                    "Silence after which a stream gets a sign of life; 15000. Variable " + PREFIX + "HEARTBEAT_MILLIS.")
    private @Nullable String heartbeatMillis;

    @Option(
            names = "--media-millis",
            paramLabel = "MILLIS",
            description = "How long all that a request names by URL may take to be fetched; 20000. Variable " + PREFIX
                    + "MEDIA_MILLIS.")
    private @Nullable String mediaMillis;

    @Option(
            names = "--model-list-millis",
            paramLabel = "MILLIS",
            description = "How long a provider's own list of models counts until it is asked again; 3600000. 0: none is"
                    + " asked. Variable " + PREFIX + "MODEL_LIST_MILLIS.")
    private @Nullable String modelListMillis;

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
    StartSettings settings(Map<String, String> environment) throws StartRefused {
        Values values = new Values(environment);
        refuseUnbuilt(values);
        // Understood, so that a file of another system's variables serves here; one process has nothing to follow.
        values.of("SYNC_FREQUENCY", "600").whole(1, DAY_SECONDS, "seconds");
        Console console = System.console();
        boolean askedForFiles = values.of(PREFIX + "FIRST_SECRETS", TERMINAL)
                .oneOf(List.of(TERMINAL, "file"))
                .equals("file");
        boolean fromEnvironment = values.of(PREFIX + "ENV_PROVIDERS", "on")
                .oneOf(List.of("on", "off"))
                .equals("on");
        StartSettings.Builder settings = StartSettings.defaults();
        return settings.listen(values.of("--listen", listen, PREFIX + "LISTEN", "127.0.0.1:8080")
                        .address())
                .metrics(values.of("--metrics", metrics, PREFIX + "METRICS", "127.0.0.1:9464")
                        .address())
                .data(values.of("--data", data, PREFIX + "DATA", "data").path())
                .secrets(values.of("--secrets", secrets, PREFIX + "SECRETS", "secrets")
                        .path())
                .files(files(values))
                .environment(environment)
                .environmentProviders(fromEnvironment)
                .privateNetworks(privateNetworks(environment))
                .probeLocalServers(fromEnvironment)
                .secretsToFiles(console == null || !console.isTerminal() || askedForFiles)
                .defaultModel(
                        environment.containsKey(DEFAULT_MODEL)
                                ? values.of(DEFAULT_MODEL, "").word("the name of a model")
                                : "")
                .adminToken(secret(environment, PREFIX + "ADMIN_TOKEN"))
                .drainMillis(millis(values, "--drain-millis", drainMillis, "DRAIN_MILLIS", 0, 25_000))
                .flushMillis(millis(values, "--flush-millis", flushMillis, "FLUSH_MILLIS", 1, 5_000))
                .modelListMillis(
                        millis(values, "--model-list-millis", modelListMillis, "MODEL_LIST_MILLIS", 0, HOUR_MILLIS))
                .heartbeatMillis(millis(values, "--heartbeat-millis", heartbeatMillis, "HEARTBEAT_MILLIS", 1, 15_000))
                .mediaMillis(millis(values, "--media-millis", mediaMillis, "MEDIA_MILLIS", 1, 20_000))
                .build();
    }

    private List<Path> files(Values values) throws StartRefused {
        List<Path> given = new ArrayList<>();
        for (String file : files) {
            given.add(values.of("--file", file, "", "").path());
        }
        return given.isEmpty() ? values.of(PREFIX + "FILES", "").paths() : given;
    }

    private static long millis(
            Values values, String optionName, @Nullable String option, String variable, long from, long otherwise)
            throws StartRefused {
        return values.of(optionName, option, PREFIX + variable, Long.toString(otherwise))
                .whole(from, HOUR_MILLIS, "milliseconds");
    }

    static Networks privateNetworks(Map<String, String> environment) throws StartRefused {
        String name = PREFIX + "PRIVATE_NETWORKS";
        try {
            return Networks.parse(environment.getOrDefault(name, ""));
        } catch (IllegalArgumentException e) {
            throw new StartRefused(ExitCode.USAGE, name + ": " + e.getMessage(), e);
        }
    }

    private void refuseUnbuilt(Values values) throws StartRefused {
        Values.Value asked = values.of("--role", role, PREFIX + "ROLE", "all");
        String word = asked.oneOf(List.of("all", "control", "data"));
        String type = values.of("NODE_TYPE", "master").oneOf(List.of("master", "slave"));
        if (!word.equals("all") || !type.equals("master")) {
            throw new StartRefused(
                    ExitCode.USAGE,
                    (word.equals("all") ? "NODE_TYPE" : asked.name())
                            + ": only 'all' (NODE_TYPE=master) is built: control and data nodes come later");
        }
        Values.Value database = values.of("--store", store, PREFIX + "STORE", "");
        if (!database.text().isEmpty()) {
            throw new StartRefused(
                    ExitCode.USAGE,
                    database.name() + ": not built yet; leave it out and the embedded database is used");
        }
        Values.Value counters = values.of("--redis", redis, PREFIX + "REDIS", "");
        if (!counters.text().isEmpty()) {
            throw new StartRefused(ExitCode.USAGE, counters.name() + ": not built yet; leave it out");
        }
    }

    /** A secret is given as a variable or as the file that another variable names, never on the command line. */
    private static Secret secret(Map<String, String> environment, String name) throws StartRefused {
        String given = environment.get(name);
        String file = environment.get(name + "_FILE");
        if (given != null && file != null) {
            throw new StartRefused(ExitCode.USAGE, "both " + name + " and " + name + "_FILE are set");
        }
        if (given == null && file == null) {
            return new Secret("");
        }
        String text;
        try {
            text = file == null
                    ? String.valueOf(given)
                    : Files.readString(Path.of(file)).strip();
        } catch (IOException | InvalidPathException e) {
            throw new StartRefused(ExitCode.USAGE, name + "_FILE cannot be read: " + file, e);
        }
        if (text.isEmpty()) {
            throw new StartRefused(
                    ExitCode.USAGE,
                    file == null
                            ? name + " is empty; unset it, or give it a value"
                            : name + "_FILE: " + file + " is empty");
        }
        return new Secret(text);
    }
}
