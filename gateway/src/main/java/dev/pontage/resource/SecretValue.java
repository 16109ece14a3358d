package dev.pontage.resource;

import dev.pontage.base.Secret;
import dev.pontage.egress.secret.SecretReference;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where a secret comes from; only a literal one is ever stored, sealed. */
public sealed interface SecretValue {

    /** It stands in the document. */
    record Literal(Secret secret) implements SecretValue {}

    /** An environment variable of this process holds it. */
    record Environment(String variable) implements SecretValue {}

    /** A file on this machine holds it; a line end after it does not count. */
    record File(String path) implements SecretValue {}

    /** A secret manager holds it: {@code aws-sm:ID}, {@code aws-ssm:/path}, {@code vault:PATH#FIELD}. */
    record Reference(String reference) implements SecretValue {}

    /** It was literal and is stored, sealed. */
    record Sealed(String sealed) implements SecretValue {}

    /** The most characters of a literal secret. */
    int MAX_CHARS = 16_384;

    /** How references begin. */
    List<String> SCHEMES = List.of("aws-sm:", "aws-ssm:", "vault:");

    /** The forms that a mapping can have. */
    List<String> FORMS = List.of("env", "file", "ref");

    /** Reads a secret field; empty if it does not fit, which has been reported. The value is never in a message. */
    static Optional<SecretValue> read(Tree value, Scope scope) {
        return switch (value) {
            case Tree.Text text -> literal(text, scope);
            case Tree.Fields fields -> mapping(fields, scope);
            case Tree.Items items -> {
                scope.wrong(items.line(), "expected a secret: a text, or one of {env: NAME}, {file: PATH}, {ref: ID}");
                yield Optional.empty();
            }
        };
    }

    private static Optional<SecretValue> literal(Tree.Text text, Scope scope) {
        if (!text.isWord() || text.text().length() > MAX_CHARS) {
            scope.wrong(text.line(), "expected a secret, a text of 1 to " + MAX_CHARS + " characters");
            return Optional.empty();
        }
        String form = mapFormOf(text.text());
        if (!form.isEmpty()) {
            scope.wrong(text.line(), "looks like a reference, not like a secret; write it as " + form);
            return Optional.empty();
        }
        return Optional.of(new Literal(new Secret(text.text())));
    }

    /** The map form of what starts like a reference, without what follows, which might be a secret after all. */
    private static String mapFormOf(String text) {
        for (String scheme : SCHEMES) {
            if (text.startsWith(scheme)) {
                return "{ref: \"" + scheme + "...\"}";
            }
        }
        if (text.startsWith("${") || text.startsWith("env:")) {
            return "{env: NAME}";
        }
        return text.startsWith("file:") ? "{file: PATH}" : "";
    }

    private static Optional<SecretValue> mapping(Tree.Fields fields, Scope scope) {
        if (fields.entries().size() == 1) {
            Map.Entry<String, Tree.Entry> only =
                    fields.entries().entrySet().iterator().next();
            String form = only.getKey();
            if (only.getValue().value() instanceof Tree.Text text && text.isWord()) {
                if (FORMS.contains(form) || (scope.stored() && form.equals("sealed"))) {
                    return reference(form, text, scope);
                }
                scope.at(form)
                        .wrong(
                                only.getValue().line(),
                                "expected one of {env: NAME}, {file: PATH}, {ref: ID}",
                                form,
                                FORMS);
                return Optional.empty();
            }
        }
        scope.wrong(fields.line(), "expected exactly one of {env: NAME}, {file: PATH}, {ref: ID}");
        return Optional.empty();
    }

    private static Optional<SecretValue> reference(String form, Tree.Text text, Scope scope) {
        return switch (form) {
            case "env" -> Optional.of(new Environment(text.text()));
            case "file" -> Optional.of(new File(text.text()));
            case "sealed" -> Optional.of(new Sealed(text.text()));
            default -> {
                try {
                    // Parsed for what it refuses; whoever reads the secret parses it again.
                    SecretReference _ = SecretReference.parse(text.text());
                    yield Optional.of(new Reference(text.text()));
                } catch (IllegalArgumentException e) {
                    scope.at(form).wrong(text.line(), String.valueOf(e.getMessage()));
                    yield Optional.empty();
                }
            }
        };
    }
}
