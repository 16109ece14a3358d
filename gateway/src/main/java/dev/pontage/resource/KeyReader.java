package dev.pontage.resource;

import dev.pontage.account.Budget;
import dev.pontage.base.Secret;
import dev.pontage.resource.Spec.KeySpec;
import dev.pontage.seal.GivenSecret;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the spec of a {@code Key}. */
final class KeyReader {
    /** The most characters of a given value: it must fit into a request's head. */
    private static final int MAX_VALUE_CHARS = 4_096;

    /** The most characters of one that signs: sealed, it must fit into its column. */
    private static final int MAX_SIGNING_CHARS = 128;

    private static final FieldTable TABLE = FieldTable.of("a Key")
            .required("account", new Shape.Words("the name of an account"))
            .optional("value", new Shape.Hidden())
            .optional("budgets", new Shape.ListOf(new Shape.Mapping("a budget"), 1))
            .optional("origins", new Shape.ListOf(new Shape.Words("an origin such as https://app.example"), 100))
            .optional("browser", new Shape.Flag())
            .optional("signing", new Shape.Flag())
            .notBuilt("limits", "models", "allowedIps", "signatureOnly", "expires", "plan", "tags");

    private static final FieldTable BUDGET = FieldTable.of("a budget")
            .required("usd", new Shape.Usd(""))
            .required("period", new Shape.OneOf(List.of("day")))
            .notBuilt("models");

    private KeyReader() {}

    static KeySpec read(Tree.Fields spec, Scope scope) {
        Reading fields = new Reading(spec, TABLE, scope);
        Tree given = fields.tree("value");
        Optional<SecretValue> value = given == null ? Optional.empty() : SecretValue.read(given, fields.scope("value"));
        boolean signing = fields.flag("signing");
        if (value.orElse(null) instanceof SecretValue.Literal literal) {
            checkValue(literal.secret(), signing, fields.line("value"), fields.scope("value"));
        }
        List<String> origins = fields.texts("origins");
        for (String origin : origins) {
            checkOrigin(origin, fields);
        }
        return new KeySpec(fields.text("account"), value, budgets(fields), origins, fields.flag("browser"), signing);
    }

    /**
     * Any text without white space is a legal key [S2.05], if a header can carry it. One that signs is shown to nobody,
     * but what it signed can be guessed at for ever, so that it must be long.
     */
    static void checkValue(Secret value, boolean signing, int line, Scope scope) {
        String text = value.reveal();
        boolean legal = !text.isEmpty()
                && text.length() <= MAX_VALUE_CHARS
                && text.chars().noneMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c) || c == 0xA0);
        if (!legal) {
            scope.wrong(line, "expected a key of 1 to " + MAX_VALUE_CHARS + " characters without white space");
        } else if (signing && text.length() > MAX_SIGNING_CHARS) {
            scope.wrong(line, "expected at most " + MAX_SIGNING_CHARS + " characters of a key that signs");
        } else if (signing) {
            GivenSecret.problem("the value of a key that signs", value)
                    .ifPresent(problem -> scope.wrong(line, problem));
        }
    }

    private static List<Budget> budgets(Reading fields) {
        List<Tree> items = fields.items("budgets");
        if (fields.has("budgets") && items.isEmpty()) {
            fields.wrong("budgets", "expected exactly [{usd: \"5.00\", period: day}]");
        }
        return items.stream()
                .map(item -> budget((Tree.Fields) item, fields.scope("budgets").at(0)))
                .toList();
    }

    private static Budget budget(Tree.Fields item, Scope scope) {
        Reading budget = new Reading(item, BUDGET, scope);
        return new Budget(budget.nanoUsd("usd", 0), Budget.Period.DAY);
    }

    private static void checkOrigin(String origin, Reading fields) {
        if (origin.equals("*")) {
            if (!fields.flag("browser")) {
                fields.wrong("origins", "\"*\" lets every web page use the key; it needs browser: true besides");
            }
            return;
        }
        if (!isOrigin(origin)) {
            fields.wrong("origins", "expected origins as browsers send them: scheme, host and port, no path");
        }
    }

    /** RFC 6454, 6.2: scheme, host, port and nothing else. */
    private static boolean isOrigin(String origin) {
        try {
            URI uri = new URI(origin);
            return uri.getHost() != null
                    && origin.equals(
                            uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort()))
                    && origin.equals(origin.toLowerCase(Locale.ROOT));
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
