package dev.pontage.cli;

import dev.pontage.base.Nearest;
import dev.pontage.base.Product;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one line what of a command line cannot be understood, and what may have been meant. */
final class Misunderstood {
    private Misunderstood() {}

    static String words(ParameterException e) {
        CommandLine command = e.getCommandLine();
        String problem = e instanceof UnmatchedArgumentException unmatched
                ? unmatched(command, unmatched.getUnmatched().getFirst())
                : firstLine(e);
        return Product.WORD + ": " + problem + " (see '"
                + command.getCommandSpec().qualifiedName() + " --help')";
    }

    private static String unmatched(CommandLine command, String argument) {
        if (argument.startsWith("-")) {
            String option = argument.split("=", 2)[0];
            for (CommandLine subcommand : command.getSubcommands().values()) {
                if (subcommand.getCommandSpec().optionsMap().containsKey(option)) {
                    return option + " is an option of '"
                            + subcommand.getCommandSpec().qualifiedName() + "'";
                }
            }
            return "unknown option " + option + near(option, options(command));
        }
        return command.getSubcommands().isEmpty()
                ? "unexpected argument '" + argument + "'"
                : "unknown command '" + argument + "'"
                        + near(argument, List.copyOf(command.getSubcommands().keySet()));
    }

    private static List<String> options(CommandLine command) {
        return new ArrayList<>(command.getCommandSpec().optionsMap().keySet());
    }

    private static String near(String word, List<String> words) {
        List<String> nearest = Nearest.of(word, words, 1);
        return nearest.isEmpty() ? "" : "; did you mean " + nearest.getFirst() + "?";
    }

    private static String firstLine(ParameterException e) {
        String line = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return line.isEmpty() ? line : Character.toLowerCase(line.charAt(0)) + line.substring(1);
    }
}
