package dev.pontage.cli;

import dev.pontage.boot.ExitCode;
import dev.pontage.boot.FileCheck;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says what is wrong with configuration files, without a server and without a network. */
@Command(
        name = "check",
        description = "Checks configuration files as 'serve -f' would, without a server or a network.",
        mixinStandardHelpOptions = true)
final class Check implements Callable<Integer> {
    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            required = true,
            description = "A YAML file or a folder of them; may be repeated.")
    private List<Path> files = new ArrayList<>();

    @Override
    public Integer call() {
        List<String> problems = FileCheck.problems(files, System.getenv());
        problems.forEach(System.err::println);
        if (problems.isEmpty()) {
            System.out.println("in order");
            return ExitCode.STOPPED.number();
        }
        return ExitCode.CONFIGURATION.number();
    }
}
