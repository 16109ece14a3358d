package dev.pontage.architecture;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The codes of refusals that a client can see, as the source spells them. */
final class RefusalCodes {
    private static final Pattern SAID = Pattern.compile("(?:new Refusal\\(\\s*\\d{3},\\s*(?:\"\",\\s*)?"
            + "|Refusal\\.unavailable\\(\\s*|AdminError\\.of\\(\\s*\\d{3},\\s*)\"([a-z_]+)\"");

    /** A wait that ends badly refuses with its own code, as {@code Step} says. */
    private static final Pattern WAITED = Pattern.compile("new Answer\\.Pending<[^;]*?>\\([^;]*?,\\s*\"([a-z_]+)\"\\)");

    /** So does what fails; the same code may have a name. */
    private static final Pattern FAILED =
            Pattern.compile("\\.fail\\(\"([a-z_]+)\"\\)|static final String (?:LATE|FULL|UNAVAILABLE) = \"([a-z_]+)\"");

    /** The rooms whose waits are a client's; those of call end as failures of an attempt. */
    private static final Pattern CLIENTS_WAIT = Pattern.compile(".*/dev/pontage/(serve|listen|meter|admin|store)/.*");

    /** Rooms of what an attempt needs before it is made; the relay's own wait never ends late. */
    private static final Pattern ATTEMPTS_NEED =
            Pattern.compile(".*/dev/pontage/(relay|egress/fetch|egress/credential)/.*");

    private RefusalCodes() {}

    /** All of them; one that ends in an underscore is the beginning of several. */
    static Set<String> inSource() {
        Set<String> codes = new TreeSet<>();
        for (SourceFile file : Sources.main()) {
            collect(codes, SAID.matcher(file.text()));
            if (CLIENTS_WAIT.matcher(file.path()).matches()) {
                collect(codes, WAITED.matcher(file.text()));
                collect(codes, FAILED.matcher(file.text()));
            } else if (ATTEMPTS_NEED.matcher(file.path()).matches()) {
                collect(codes, FAILED.matcher(file.text()));
            }
        }
        return codes;
    }

    private static void collect(Set<String> codes, Matcher match) {
        while (match.find()) {
            for (int group = 1; group <= match.groupCount(); group++) {
                String code = match.group(group);
                if (code != null) {
                    codes.add(code);
                }
            }
        }
    }
}
