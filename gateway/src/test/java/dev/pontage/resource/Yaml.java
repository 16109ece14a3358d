package dev.pontage.resource;

/** Documents for tests, one line each, so that line numbers are document numbers. */
public final class Yaml {
    private Yaml() {}

    public static String document(String kind, String name, String spec) {
        return "{apiVersion: pontage.dev/v1, kind: " + kind + ", metadata: {name: " + name + "}, spec: " + spec + "}\n";
    }

    /** Documents, each on a line of its own; a line with the mark of a document between them. */
    public static String documents(String... documents) {
        return String.join("---\n", documents);
    }

    public static String provider(String name) {
        return document(
                "Provider",
                name,
                "{dialect: openai, baseUrl: \"http://127.0.0.1:9101/v1\", credentials: [{name: main, apiKey: sk-" + name
                        + "}]}");
    }

    public static String account(String name) {
        return document("Account", name, "{parent: root}");
    }

    public static String key(String name, String account, String value) {
        return document("Key", name, "{account: " + account + ", value: " + value + "}");
    }

    static String modelMap(String name, String rules) {
        return document("ModelMap", name, "{rules: " + rules + "}");
    }

    static String priceBook(String name, String models) {
        return document("PriceBook", name, "{models: " + models + "}");
    }
}
