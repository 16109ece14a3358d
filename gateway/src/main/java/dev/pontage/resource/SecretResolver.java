package dev.pontage.resource;

import dev.pontage.base.Secret;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Finds the values behind {@code env}, {@code file} and, for keys of the gateway's own, {@code ref}. */
final class SecretResolver {
    private static final String CA_FILE = "caFile";

    private final SecretSource source;

    SecretResolver(SecretSource source) {
        this.source = source;
    }

    /** The secret itself; empty if it cannot be had, which has been reported. */
    Optional<Secret> resolve(SecretValue value, Scope scope, int line) {
        return switch (value) {
            case SecretValue.Literal literal -> Optional.of(literal.secret());
            case SecretValue.Environment environment -> {
                Optional<Secret> secret = source.environment(environment.variable());
                if (secret.isEmpty() || secret.get().reveal().isEmpty()) {
                    scope.wrong(line, "the environment variable " + environment.variable() + " is not set");
                    yield Optional.empty();
                }
                yield secret;
            }
            case SecretValue.File file -> file(file.path(), scope, line);
            case SecretValue.Reference(String reference) -> {
                try {
                    Secret secret = source.reference(reference);
                    if (!secret.reveal().isEmpty()) {
                        yield Optional.of(secret);
                    }
                    scope.wrong(line, "the secret " + reference + " is empty");
                } catch (IOException e) {
                    scope.wrong(line, "the secret " + reference + " cannot be read: " + e.getMessage());
                }
                yield Optional.empty();
            }
            case SecretValue.Sealed sealed -> throw new IllegalArgumentException("a document holds no sealed values");
        };
    }

    /** The text of a file that a document names. */
    Optional<Secret> file(String path, Scope scope, int line) {
        try {
            Secret text = source.file(path);
            if (!text.reveal().isEmpty()) {
                return Optional.of(text);
            }
            scope.wrong(line, "the file " + path + " is empty");
        } catch (IOException e) {
            scope.wrong(line, "the file " + path + " cannot be read");
        }
        return Optional.empty();
    }

    /**
     * Appends every value that a document's references lead to, so that a rotated secret makes a changed document. What
     * cannot be resolved counts as absent; the reader of the document says so.
     */
    void appendTo(StringBuilder canonical, Tree tree) {
        switch (tree) {
            case Tree.Text text -> {}
            case Tree.Items items -> items.items().forEach(item -> appendTo(canonical, item));
            case Tree.Fields fields -> {
                for (Map.Entry<String, Tree.Entry> field : fields.entries().entrySet()) {
                    Tree value = field.getValue().value();
                    if (value instanceof Tree.Text text) {
                        appendTo(canonical, field.getKey(), text.text());
                    } else {
                        appendTo(canonical, value);
                    }
                }
            }
        }
    }

    /**
     * Appends what the secret manager keeps for a key's value, if that is where it is kept.
     *
     * @return whether the manager could not be asked
     */
    boolean appendReferenceTo(StringBuilder canonical, Tree.Fields key) {
        Tree.Entry given = key.entries().get("value");
        Optional<Tree.Text> reference =
                given != null && given.value() instanceof Tree.Fields fields ? fields.text("ref") : Optional.empty();
        if (reference.isEmpty()) {
            return false;
        }
        try {
            canonical
                    .append('\0')
                    .append(source.reference(reference.get().text()).reveal());
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private void appendTo(StringBuilder canonical, String field, String text) {
        switch (field) {
            case "env" ->
                source.environment(text)
                        .ifPresent(value -> canonical.append('\0').append(value.reveal()));
            case "file", CA_FILE -> {
                try {
                    canonical.append('\0').append(source.file(text).reveal());
                } catch (IOException e) {
                    canonical.append('\0');
                }
            }
            default -> {}
        }
    }
}
