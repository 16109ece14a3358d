package dev.pontage.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

final class CommandLinesAreUnderstoodTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "serve --lisen :80|unknown option --lisen; did you mean --listen? (see 'pontage serve --help')",
                "serve --lisen=:80|unknown option --lisen; did you mean --listen? (see 'pontage serve --help')",
                "serve --xyzzy-xyzzy-xyzzy|unknown option --xyzzy-xyzzy-xyzzy (see 'pontage serve --help')",
                "serve now|unexpected argument 'now' (see 'pontage serve --help')",
                "serv|unknown command 'serv'; did you mean serve? (see 'pontage --help')",
                "--listen :80|--listen is an option of 'pontage serve' (see 'pontage --help')",
                "serve --listen|missing required parameter for option '--listen' (HOST:PORT)"
                        + " (see 'pontage serve --help')",
                "serve --data a --data b|option '--data' (DIRECTORY) should be specified only once"
                        + " (see 'pontage serve --help')",
                "check|missing required option: '--file=FILE' (see 'pontage check --help')",
            })
    @DisplayName("What cannot be understood is said in one line with the nearest word, and ends with exit code 2")
    void misunderstood(String arguments, String said) {
        CommandLine line = Main.line();
        StringWriter err = new StringWriter();
        line.setErr(new PrintWriter(err, true));
        assertEquals(2, line.execute(arguments.split(" ", -1)));
        assertEquals("pontage: " + said + "\n", err.toString());
    }
}
