package dev.pontage.snapshot;

import static dev.pontage.resource.Yaml.account;
import static dev.pontage.resource.Yaml.document;
import static dev.pontage.resource.Yaml.documents;
import static dev.pontage.resource.Yaml.key;
import static dev.pontage.resource.Yaml.provider;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.account.Account;
import dev.pontage.account.Budget;
import dev.pontage.account.Key;
import dev.pontage.base.Secret;
import dev.pontage.dialect.Quirk;
import dev.pontage.price.Price;
import dev.pontage.price.PriceBook;
import dev.pontage.provider.Auth;
import dev.pontage.provider.Models;
import dev.pontage.provider.Provider;
import dev.pontage.provider.Timeouts;
import dev.pontage.provider.Transport;
import dev.pontage.resource.Change;
import dev.pontage.resource.Desk;
import dev.pontage.resource.EnvironmentDocuments;
import dev.pontage.resource.PlannedChange;
import dev.pontage.resource.Resource;
import dev.pontage.resource.SourceText;
import dev.pontage.vendor.FromEnvironment;
import dev.pontage.vendor.Vendors;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What is configured compiles to the snapshot")
class CompiledResourcesTest {
    private final Desk desk = new Desk();
    private final Compiler compiler = compiler(PriceBook.EMPTY, BuiltIn.NOTHING);

    @Test
    @DisplayName("examples/first.yaml works as it stands (S4.21, S4.22, S4.25)")
    void firstExample() throws IOException {
        desk.apply(SourceText.file("first.yaml", Files.readString(Path.of("../examples/first.yaml"))));
        Snapshot snapshot = compiler.compile(desk.resources);
        assertEquals(List.of(), compiler.warnings());

        Provider alpha = snapshot.providers().getFirst();
        assertEquals(Map.of("openai", URI.create("http://127.0.0.1:9101/v1")), alpha.bases());
        assertTrue(alpha.privateAllowed());
        assertTrue(alpha.models().literal().contains("gpt-4o"));
        assertTrue(alpha.models().matches("gpt-5"));
        assertEquals(new Provider.Defaults("gpt-4o", false), alpha.defaults());
        assertEquals("sk-upstream-alpha", bearer(alpha, 0));

        Key key = snapshot.keys().get(desk.keyHash("team-a-secret-value-of-32-or-more"));
        assertNotNull(key);
        Account account = snapshot.accounts().get(key.account());
        assertNotNull(account);
        assertEquals("team-a", account.name());
        assertEquals(List.of(root(snapshot).id(), account.id()), account.path());
        assertFalse(account.seesUpstream() || account.usesUnpriced());
        assertTrue(root(snapshot).seesUpstream());

        assertEquals(Optional.of(List.of("gpt-4-turbo")), snapshot.modelMap().find("gpt-4-turbo-2024"));
        assertEquals(Optional.of(List.of("gpt-4o")), snapshot.modelMap().find("gpt-4-0613"));
        assertEquals(Optional.empty(), snapshot.modelMap().find("claude-3"));

        Price price = snapshot.prices().charge("gpt-4o").orElseThrow();
        assertEquals(2_500_000_000L, price.input());
        assertEquals(1_250_000_000L, price.cacheRead());
        assertEquals(2_500_000_000L, price.cacheWrite5m());
        assertEquals(10_000_000_000L, price.output());
        assertEquals(10_000_000_000L, price.reasoning());
        assertEquals(Price.UNPRICED, price.audioIn());
        assertEquals("usd@1", price.version());
    }

    @Test
    @DisplayName("a changed key is one row of the overlay, and every other row is the same object")
    void oneRow() throws IOException {
        String budget = ", budgets: [{usd: \"0.50\", period: day}]";
        String text = documents(
                account("a"),
                document("Key", "k", "{account: a, value: secret-1" + budget + "}"),
                document("Key", "l", "{account: a, value: secret-2" + budget + "}"));
        desk.apply(text);
        Snapshot before = compiler.compile(desk.resources);
        Snapshot after =
                compiler.apply(desk.apply(text.replace("secret-2", "secret-3")).change());
        assertTrue(after.version() > before.version());
        assertEquals(2, after.keys().overlaySize());
        assertEquals(0, after.accounts().overlaySize());
        assertNull(after.keys().get(desk.keyHash("secret-2")));
        assertSame(before.keys().get(desk.keyHash("secret-1")), after.keys().get(desk.keyHash("secret-1")));
        Key changed = after.keys().get(desk.keyHash("secret-3"));
        assertNotNull(changed);
        assertEquals(List.of(new Budget(500_000_000, Budget.Period.DAY)), changed.budgets());
        Key other = after.keys().get(desk.keyHash("secret-1"));
        assertNotNull(other);
        assertSame(other.budgets(), changed.budgets(), "equal budgets are kept once");
        assertNotNull(before.keys().get(desk.keyHash("secret-2")), "a running request keeps what it has (F-52)");
    }

    @Test
    @DisplayName("a changed account is one row too, whatever keys it has")
    void oneAccount() throws IOException {
        String text = documents(account("a"), key("k", "a", "secret-1"));
        desk.apply(text);
        compiler.compile(desk.resources);
        Snapshot after = compiler.apply(
                desk.apply(text.replace("{parent: root}", "{parent: root, rights: [see-upstream], unpriced: allow}"))
                        .change());
        assertEquals(1, after.accounts().overlaySize());
        assertEquals(0, after.keys().overlaySize());
        Key key = after.keys().get(desk.keyHash("secret-1"));
        assertNotNull(key);
        Account account = after.accounts().get(key.account());
        assertNotNull(account);
        assertTrue(account.seesUpstream() && account.usesUnpriced());
    }

    @Test
    @DisplayName("what is compiled step by step is what a restart compiles")
    void stepsAndRestartAgree() throws IOException {
        List<String> texts = List.of(
                documents(account("a"), key("k", "a", "secret-1"), provider("p")),
                documents(account("a"), key("k", "a", "secret-2"), key("l", "root", "secret-1"), provider("q")),
                documents(
                        key("l", "root", "secret-2"),
                        document("Key", "m", "{account: root, value: secret-1, origins: [\"https://a.example\"]}"),
                        document("Setting", "answerModel", "{value: upstream}"),
                        document("Setting", "defaultModel", "{value: gpt-4o}"),
                        document("Setting", "unpriced.assumed", "{input: 1, output: \"2\"}")),
                document("Key", "m", "{account: root, value: secret-9, origins: [\"https://b.example\"]}"),
                "");
        Snapshot stepped = compiler.compile(desk.resources);
        for (String text : texts) {
            stepped = compiler.apply(desk.apply(text).change());
            Snapshot fresh = compiler(PriceBook.EMPTY, BuiltIn.NOTHING).compile(desk.resources);
            assertEquals(fresh.keys().toMap(), stepped.keys().toMap());
            assertEquals(fresh.keys().size(), stepped.keys().size());
            assertEquals(fresh.accounts().toMap(), stepped.accounts().toMap());
            assertEquals(
                    fresh.providers().stream().map(Provider::name).toList(),
                    stepped.providers().stream().map(Provider::name).toList());
            assertEquals(
                    fresh.origins().counts().toMap(), stepped.origins().counts().toMap());
            assertEquals(fresh.defaultModel(), stepped.defaultModel());
            assertEquals(fresh.answersNameUpstream(), stepped.answersNameUpstream());
            assertEquals(fresh.prices(), stepped.prices());
        }
        assertEquals(0, stepped.keys().size());
    }

    @Test
    @DisplayName("settings reach the snapshot; without them the starting values hold (S4.27)")
    void settings() throws IOException {
        Snapshot before = compiler.compile(desk.resources);
        assertEquals("starting", before.defaultModel());
        assertFalse(before.answersNameUpstream());
        assertEquals(Price.ASSUMED, before.prices().assumed());
        Snapshot after = compiler.apply(desk.apply(documents(
                        document("Setting", "answerModel", "{value: upstream}"),
                        document("Setting", "defaultModel", "{value: gpt-4o}"),
                        document("Setting", "unpriced.assumed", "{input: 1, output: \"2\"}")))
                .change());
        assertEquals("gpt-4o", after.defaultModel());
        assertTrue(after.answersNameUpstream());
        assertEquals(1_000_000_000L, after.prices().assumed().input());
        assertEquals(2_000_000_000L, after.prices().assumed().output());
    }

    @Test
    @DisplayName("the operator's prices stand over the program's; costs go by provider and model, then model (D7)")
    void prices() throws IOException {
        PriceBook starter = new PriceBook(
                "starter",
                Map.of("gpt-4o", Price.text("starter", 1, 1), "old", Price.text("starter", 2, 2)),
                Map.of(),
                Price.ASSUMED);
        Compiler priced = compiler(starter, BuiltIn.NOTHING);
        desk.apply(documents(
                provider("p"),
                document(
                        "PriceBook",
                        "usd",
                        "{models: {gpt-4o: {input: 3, output: 4, maxOutputTokens: 4096}}, costs: {p/gpt-4o: {input: 2},"
                                + " other: {input: 1}}}")));
        PriceBook prices = priced.compile(desk.resources).prices();
        assertEquals("starter,usd@1", prices.version());
        assertEquals(3_000_000_000L, prices.charge("gpt-4o").orElseThrow().input());
        assertEquals(4_096, prices.charge("gpt-4o").orElseThrow().maxOutputTokens());
        assertEquals("starter", prices.charge("old").orElseThrow().version());
        assertEquals(2_000_000_000L, prices.cost("p", "gpt-4o").orElseThrow().input());
        assertEquals(3_000_000_000L, prices.cost("q", "gpt-4o").orElseThrow().input());
        assertEquals(1_000_000_000L, prices.cost("q", "other").orElseThrow().input());
        assertEquals(Optional.empty(), prices.charge("p/gpt-4o"));
    }

    @Test
    @DisplayName("presets bring address, quirks and form of key; literal keys are opened, references resolved")
    void presets() throws IOException {
        desk.environment.put("DEEPSEEK_API_KEY", "sk-environment");
        desk.files.put("/run/key", "sk-file");
        desk.apply(documents(
                document(
                        "Provider",
                        "a",
                        "{vendor: deepseek, credentials: [{name: x, apiKey: {env: DEEPSEEK_API_KEY}},"
                                + " {name: y, apiKey: {file: /run/key}}, {name: z, apiKey: sk-literal}]}"),
                document("Provider", "b", "{vendor: ollama}"),
                document("Provider", "c", "{vendor: vllm, baseUrl: \"http://gpu:9000/v1/\", price: free}"),
                document(
                        "Provider",
                        "d",
                        "{dialect: openai, baseUrl: \"https://d.example\", auth: {header: X-Key},"
                                + " credentials: [{name: x, apiKey: k}], timeouts: {idleMillis: 5}, egressProxy:"
                                + " \"http://proxy:3128\", connections: {max: 7}, models: [\"*\"]}")));
        List<Provider> providers = compiler.compile(desk.resources).providers();
        Provider a = providers.get(0);
        assertEquals(
                List.of("sk-environment", "sk-file", "sk-literal"), List.of(bearer(a, 0), bearer(a, 1), bearer(a, 2)));
        assertEquals(URI.create("https://api.deepseek.com/v1"), a.bases().get("openai"));
        assertTrue(a.quirks().contains(Quirk.MAX_TOKENS_ONLY));
        assertEquals("deepseek", a.vendor());
        assertEquals(
                3,
                a.credentials().stream()
                        .map(credential -> credential.id())
                        .distinct()
                        .count());
        assertEquals(new Auth.None(), providers.get(1).credentials().getFirst().auth());
        Provider c = providers.get(2);
        assertEquals(URI.create("http://gpu:9000/v1"), c.bases().get("openai"));
        assertEquals(new Auth.None(), c.credentials().getFirst().auth());
        assertTrue(c.free());
        Provider d = providers.get(3);
        assertEquals("x-key", ((Auth.Header) d.credentials().getFirst().auth()).name());
        assertEquals(5, d.timeouts().idleMillis());
        assertEquals(3_000, d.timeouts().connectMillis());
        assertEquals(
                "proxy:3128/7",
                d.transport().proxyHost() + ":" + d.transport().proxyPort() + "/"
                        + d.transport().maxConnections());
        assertTrue(d.models().any());
    }

    @Test
    @DisplayName("a provider whose secret cannot be had any more is left out with a warning, and the rest serves")
    void secretGone() throws IOException {
        desk.environment.put("GONE", "sk-1");
        desk.apply(documents(
                document("Provider", "a", "{vendor: openai, credentials: [{name: x, apiKey: {env: GONE}}]}"),
                provider("p")));
        desk.environment.clear();
        Snapshot snapshot = compiler.compile(desk.resources);
        assertEquals(
                List.of("p"), snapshot.providers().stream().map(Provider::name).toList());
        assertEquals(
                List.of(
                        "Provider a: its credential x is left out: the environment variable GONE is not set",
                        "Provider a is left out: none of its credentials can be used"),
                compiler.warnings());
    }

    @Test
    @DisplayName("a sealed credential opens only toward the address that it was entered for (failures.md 5.2)")
    void sealedTowardItsAddress() throws IOException {
        desk.apply(provider("p"));
        Resource row = desk.rows().stream()
                .filter(each -> each.head().name().equals("p"))
                .findFirst()
                .orElseThrow();
        Resource.Head head = row.head();
        desk.resources.apply(new Change(
                "database",
                List.of(),
                List.of(new Resource.Configured(
                        new Resource.Head(
                                head.kind(),
                                head.id(),
                                head.name(),
                                head.owner(),
                                head.hash(),
                                head.version() + 1,
                                false),
                        row.spec().replace("\"baseUrl\":\"http://127.0.0.1:9101", "\"baseUrl\":\"http://evil:9101")))));
        assertEquals(List.of(), compiler.compile(desk.resources).providers());
        assertEquals(2, compiler.warnings().size());
    }

    @Test
    @DisplayName("vendors found in the environment serve at their own address")
    void environment() throws IOException {
        desk.environment.put("OPENAI_API_KEY", "sk-environment");
        SourceText found = EnvironmentDocuments.of(
                        FromEnvironment.find(Vendors.shipped(), desk.environment, key -> false))
                .orElseThrow();
        assertFalse(found.text().contains("sk-environment"));
        desk.apply(found);
        Provider openai = compiler.compile(desk.resources).providers().getFirst();
        assertEquals("sk-environment", bearer(openai, 0));
        assertEquals(URI.create("https://api.openai.com/v1"), openai.bases().get("openai"));
        assertFalse(openai.privateAllowed());
    }

    @Test
    @DisplayName("the program's own providers are asked for beside the configured ones")
    void builtIn() throws IOException {
        Compiler withDemo = compiler(PriceBook.EMPTY, configured -> configured.isEmpty() ? List.of(demo()) : List.of());
        assertEquals(1, withDemo.compile(desk.resources).providers().size());
        PlannedChange.Ready ready = desk.apply(provider("p"));
        assertEquals("p", withDemo.apply(ready.change()).providers().getFirst().name());
    }

    private static Provider demo() {
        return new Provider(
                "d",
                "demo",
                "",
                Map.of(),
                List.of(),
                Models.ANY,
                Provider.Defaults.NONE,
                Set.of(),
                Timeouts.DEFAULT,
                Transport.DEFAULT,
                "",
                true,
                true);
    }

    private Compiler compiler(PriceBook starter, BuiltIn builtIn) {
        return new Compiler(desk.specs, desk, new ProviderCompiler(desk, desk), starter, builtIn, "starting");
    }

    private static Account root(Snapshot snapshot) {
        return snapshot.accounts().toMap().values().stream()
                .filter(Account::isRoot)
                .findFirst()
                .orElseThrow();
    }

    private static String bearer(Provider provider, int credential) {
        Secret key = ((Auth.Bearer) provider.credentials().get(credential).auth()).key();
        return key.reveal();
    }
}
