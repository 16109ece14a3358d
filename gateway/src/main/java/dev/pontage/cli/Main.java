package dev.pontage.cli;

import dev.pontage.base.Product;
import dev.pontage.boot.ExitCode;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line's entry. */
@Command(
        name = Product.WORD,
        description = "A multi-tenant AI gateway.",
        subcommands = {Serve.class, Check.class},
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
public final class Main {
    private Main() {}

    /** Runs the command that {@code arguments} name and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        CommandLine line = line();
        if (arguments.length == 0) {
            line.usage(System.err);
            return ExitCode.USAGE.number();
        }
        return line.execute(arguments);
    }

    static CommandLine line() {
        CommandLine line = new CommandLine(new Main());
        line.setExitCodeExceptionMapper(thrown -> ExitCode.FAILED.number());
        line.setParameterExceptionHandler((e, given) -> {
            e.getCommandLine().getErr().println(Misunderstood.words(e));
            return ExitCode.USAGE.number();
        });
        return line;
    }

    /** The version of the jar that runs. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {Product.NAME + " " + Product.VERSION};
        }
    }
}
