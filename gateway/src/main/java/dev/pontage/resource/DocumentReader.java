package dev.pontage.resource;

import dev.pontage.base.Product;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what every document has: API version, kind, name and a spec. */
final class DocumentReader {
    /** The mesh's documents, which are accepted as they are once routes exist. */
    private static final String MESH_API_VERSION = "istio.alibabacloud.com/v1beta1";

    private static final List<String> MESH_KINDS = List.of("LLMProvider", "LLMRoute");

    private static final FieldTable TABLE = FieldTable.of("a document")
            .required("apiVersion", new Shape.Words("the API version"))
            .required("kind", new Shape.Words("a kind"))
            .required("metadata", new Shape.Mapping("metadata"))
            .required("spec", new Shape.Mapping("a spec"));

    private static final FieldTable METADATA = FieldTable.of("metadata")
            .required("name", new Shape.Words("a name"))
            .notBuilt("labels", "annotations", "namespace");

    private DocumentReader() {}

    /** Empty if there is no document, or none of a known kind with a name; the latter has been reported. */
    static Optional<Document> read(Tree root, SourceText source, Problems problems) {
        Scope scope = Scope.of(source, problems);
        if (root instanceof Tree.Text text && text.isNothing()) {
            return Optional.empty();
        }
        if (!(root instanceof Tree.Fields fields)) {
            scope.wrong(root.line(), "expected a document with apiVersion, kind, metadata and spec");
            return Optional.empty();
        }
        if (fields.text("apiVersion").map(Tree.Text::text).orElse("").equals(MESH_API_VERSION)) {
            refuseMesh(fields, scope);
            return Optional.empty();
        }
        return read(fields, source, scope);
    }

    private static Optional<Document> read(Tree.Fields root, SourceText source, Scope scope) {
        Reading fields = new Reading(root, TABLE, scope);
        if (fields.has("apiVersion") && !fields.text("apiVersion").equals(Product.API_VERSION)) {
            List<String> versions = List.of(Product.API_VERSION, MESH_API_VERSION);
            fields.scope("apiVersion")
                    .wrong(
                            fields.line("apiVersion"),
                            "expected " + Product.API_VERSION,
                            fields.text("apiVersion"),
                            versions);
        }
        Optional<Kind> kind = kind(fields);
        if (!fields.has("metadata")) {
            return Optional.empty();
        }
        Reading metadata = new Reading(fields.mapping("metadata"), METADATA, scope.at("metadata"));
        if (kind.isEmpty() || !metadata.has("name") || !nameFits(kind.get(), metadata) || !fields.has("spec")) {
            return Optional.empty();
        }
        return Optional.of(
                new Document(kind.get(), metadata.text("name"), fields.mapping("spec"), source, root.line()));
    }

    private static Optional<Kind> kind(Reading fields) {
        String word = fields.text("kind");
        Optional<Kind> kind = Kind.of(word);
        if (fields.has("kind") && kind.isEmpty()) {
            Scope at = fields.scope("kind");
            if (Kind.NOT_BUILT.contains(word)) {
                at.wrong(fields.line("kind"), word + " is not built yet");
            } else if (MESH_KINDS.contains(word)) {
                at.wrong(fields.line("kind"), word + " belongs to " + MESH_API_VERSION + " and is not built yet");
            } else {
                List<String> words = new ArrayList<>(Kind.words());
                at.wrong(fields.line("kind"), "expected one of " + String.join(", ", words), word, words);
            }
        }
        return kind;
    }

    private static boolean nameFits(Kind kind, Reading metadata) {
        String name = metadata.text("name");
        List<String> names = Specs.namesOf(kind);
        if (!names.isEmpty()) {
            return new Shape.OneOf(names)
                    .fits(new Tree.Text(name, true, metadata.line("name")), metadata.scope("name"));
        }
        if (!Names.fits(name)) {
            metadata.wrong("name", Names.EXPECTED);
            return false;
        }
        return true;
    }

    private static void refuseMesh(Tree.Fields root, Scope scope) {
        String kind = root.text("kind").map(Tree.Text::text).orElse("");
        int line = root.text("kind").map(Tree.Text::line).orElse(root.line());
        if (MESH_KINDS.contains(kind)) {
            scope.at("kind").wrong(line, kind + " is not built yet");
        } else {
            scope.at("kind").wrong(line, "expected one of " + String.join(", ", MESH_KINDS), kind, MESH_KINDS);
        }
    }
}
