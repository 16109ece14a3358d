package dev.pontage.architecture;

import dev.pontage.base.Product;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Words that stand in one place only: vendors' names, our headers' prefix, the product's name. */
final class Words {
    private static final Pattern NAME_IN_INDEX = Pattern.compile("\"([a-z0-9-]+)\"");

    /** Names of vendors that are names of a dialect too: nobody may compare them, but a dialect says its own. */
    private static final Set<String> ALSO_DIALECTS = Set.of("openai", "anthropic", "gemini", "bedrock");

    private static final Pattern NAMED = Pattern.compile("(?i)\\b("
            + vendorNames().stream()
                    .filter(name -> !ALSO_DIALECTS.contains(name))
                    .collect(Collectors.joining("|"))
            + ")\\b");

    private static final Pattern COMPARED =
            Pattern.compile("(equals(IgnoreCase)?\\(|case |contains\\(|startsWith\\(|==)\\s*\"("
                    + String.join("|", vendorNames()) + ")\\b");

    /** Looks for servers by their usual ports and prints their names; no vendor file knows a port yet. */
    private static final String LOCAL_SERVERS = "/dev/pontage/boot/LocalServers.java";

    /** The name of a model at Bedrock begins with its maker's, and what a model takes is told by its name alone. */
    private static final String BEDROCK_MODELS = "/dev/pontage/dialect/bedrock/BedrockModel.java";

    /** What a Gemini takes is told by its version alone, which is part of its name. */
    private static final String GEMINI_MODELS = "/dev/pontage/dialect/gemini/ModelName.java";

    private static final Set<String> BANNED_ENDINGS = Set.of(
            "Util", "Utils", "Helper", "Helpers", "Manager", "Impl", "Service", "Data", "Info", "Dto", "Factory");

    private static final Set<String> BANNED_PACKAGES =
            Set.of("util", "utils", "common", "helper", "helpers", "core", "service", "impl", "dto", "manager", "misc");

    private static final Set<String> NAMES_PRODUCT = Set.of("base/Product.java", "seal/GivenSecret.java");

    private Words() {}

    /** The vendors whose files ship, in the order of their list. */
    static List<String> vendorNames() {
        List<String> names = new ArrayList<>();
        Matcher name = NAME_IN_INDEX.matcher(Sources.text("gateway/src/main/resources/vendors/index.json"));
        while (name.find()) {
            names.add(name.group(1));
        }
        return names;
    }

    /** Vendors' names in strings, or compared. */
    static List<String> vendors(SourceFile file) {
        List<String> found = new ArrayList<>();
        if (file.path().contains("/dev/pontage/vendor/")
                || file.path().endsWith(LOCAL_SERVERS)
                || file.path().endsWith(BEDROCK_MODELS)
                || file.path().endsWith(GEMINI_MODELS)) {
            return found;
        }
        for (SourceFile.Literal literal : file.literals()) {
            Matcher named = NAMED.matcher(literal.value());
            if (named.find()) {
                found.add(at(file, literal.line()) + "\"" + named.group()
                        + "\" is a vendor's name: put what differs into its file, or name a Quirk");
            }
        }
        Matcher match = COMPARED.matcher(file.text());
        while (match.find()) {
            found.add(at(file, SourceFile.lineOf(file.text(), match.start())) + "compares the vendor's name \""
                    + match.group(3) + "\": put what differs into its file, or name a Quirk");
        }
        return found;
    }

    /** The prefix of our headers, spelled anywhere but in {@code AnswerHeaders}. */
    static List<String> headerPrefix(SourceFile file) {
        List<String> found = new ArrayList<>();
        if (file.path().endsWith("/exchange/AnswerHeaders.java")) {
            return found;
        }
        for (SourceFile.Literal literal : file.literals()) {
            if (literal.value().toLowerCase(Locale.ROOT).matches("(?s).*\\bx-(" + Product.WORD + "\\b.*)?")) {
                found.add(at(file, literal.line()) + "spells a header of ours: name it in exchange.AnswerHeaders");
            }
        }
        return found;
    }

    /** The product's name as text. */
    static List<String> productName(SourceFile file) {
        List<String> found = new ArrayList<>();
        if (NAMES_PRODUCT.stream().anyMatch(file.path()::endsWith)) {
            return found;
        }
        for (SourceFile.Literal literal : file.literals()) {
            if (literal.value().toLowerCase(Locale.ROOT).contains(Product.WORD)) {
                found.add(at(file, literal.line()) + "spells the product's name: take it from base.Product");
            }
        }
        return found;
    }

    /** Names of classes and packages that say nothing. */
    static List<String> emptyNames(SourceFile file) {
        List<String> found = new ArrayList<>();
        String type = file.path().substring(file.path().lastIndexOf('/') + 1).replace(".java", "");
        for (String ending : BANNED_ENDINGS) {
            if (type.endsWith(ending)) {
                found.add(file.path() + ": no class is named *" + ending + ": say what it is");
            }
        }
        for (String part : file.packageName().split("\\.", -1)) {
            if (BANNED_PACKAGES.contains(part)) {
                found.add(file.path() + ": no package is named '" + part + "': say what is in it");
            }
        }
        return found;
    }

    private static String at(SourceFile file, int line) {
        return file.path() + ":" + line + ": ";
    }
}
