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
    private static final Pattern WAITED = Pattern.compile("new Answer\\.Pending<[^;]*?>\\([^;]*?,\\s*\"([a-z_]+)\"\\)"
            + "|\\.fail\\(\"([a-z_]+)\"\\)|static final String (?:LATE|FULL) = \"([a-z_]+)\"");

    /** The rooms whose waits are a client's; those of call end as failures of an attempt, relay's never ends late. */
    private static final Pattern CLIENTS_WAIT = Pattern.compile(".*/dev/pontage/(serve|listen|meter|admin|store)/.*");

    private RefusalCodes() {}

    /** All of them; one that ends in an underscore is the beginning of several. */
    static Set<String> inSource() {
        Set<String> codes = new TreeSet<>();
        for (SourceFile file : Sources.main()) {
            collect(codes, SAID.matcher(file.text()));
            if (CLIENTS_WAIT.matcher(file.path()).matches()) {
                collect(codes, WAITED.matcher(file.text()));
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
