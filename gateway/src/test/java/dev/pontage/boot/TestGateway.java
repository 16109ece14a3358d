package dev.pontage.boot;

import dev.pontage.account.Account;
import dev.pontage.account.Budget;
import dev.pontage.account.Key;
import dev.pontage.account.KeyHash;
import dev.pontage.admin.ReceiptLookup;
import dev.pontage.base.Secret;
import dev.pontage.base.Ticker;
import dev.pontage.cell.Cells;
import dev.pontage.dialect.Quirk;
import dev.pontage.egress.Names;
import dev.pontage.egress.Networks;
import dev.pontage.exchange.Watcher;
import dev.pontage.ledger.Books;
import dev.pontage.ledger.Ledger;
import dev.pontage.listen.RoleCheck;
import dev.pontage.listen.Turnaways;
import dev.pontage.model.ModelMap;
import dev.pontage.model.Wildcard;
import dev.pontage.price.Price;
import dev.pontage.price.PriceBook;
import dev.pontage.provider.Auth;
import dev.pontage.provider.Credential;
import dev.pontage.provider.Models;
import dev.pontage.provider.Provider;
import dev.pontage.provider.Timeouts;
import dev.pontage.provider.ToldModels;
import dev.pontage.provider.Transport;
import dev.pontage.snapshot.OriginSet;
import dev.pontage.snapshot.Snapshot;
import dev.pontage.snapshot.Snapshots;
import dev.pontage.snapshot.Table;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import javax.net.ssl.SSLSocketFactory;

/** The real request path on real sockets, configured by objects: what tests of the stages start. */
public final class TestGateway implements AutoCloseable {
    /** The key that every test gateway knows. */
    public static final String KEY = "test-key-0123456789abcdef0123456789";

    public static final Account ROOT = new Account("1", Account.ROOT, ".", true, true, false);

    private final Vertx vertx;
    private final Pools pools = Pools.start();
    private final DataPlane plane;
    private final Snapshots snapshots;
    private final Cells cells;
    private final Address address;

    private TestGateway(Plan plan) {
        vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2).setPreferNativeTransport(true));
        snapshots = new Snapshots(plan.snapshot());
        cells = plan.cells;
        plane = new DataPlane(new DataPlane.Parts(
                plan.settings.eventLoops(2).build(),
                vertx,
                pools,
                snapshots,
                cells,
                plan.books,
                new ReceiptLookup(plan.ledger, pools.waiting()),
                ToldModels.NOTHING,
                TestGateway::hash,
                plan.installation,
                new SplittableRandom(7),
                plan.watcher,
                Turnaways.UNHEARD,
                plan.media,
                Ticker.SYSTEM));
        try {
            address = plane.listen(new Address("127.0.0.1", 0), List.of(), RoleCheck.NOBODY);
        } catch (StartRefused e) {
            throw new AssertionError(e);
        }
    }

    public static Plan plan() {
        return new Plan();
    }

    public int port() {
        return address.port();
    }

    public Snapshots snapshots() {
        return snapshots;
    }

    public Cells cells() {
        return cells;
    }

    /** Clients' connections that are open. */
    public int connections() {
        return plane.connections();
    }

    /** What request bodies take at the moment. */
    public long bodyBytes() {
        return plane.bodies().takenBytes();
    }

    /** Stops as a SIGTERM would, with that much patience. */
    public void drain(long millis) {
        plane.drain(millis);
    }

    @Override
    public void close() {
        plane.drain(0);
        vertx.close().toCompletionStage().toCompletableFuture().join();
        pools.close();
    }

    private static KeyHash hash(String key) {
        try {
            return KeyHash.of(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** What the gateway will be like. */
    public static final class Plan {
        private final List<Provider> providers = new ArrayList<>();
        private final Map<KeyHash, Key> keys = new HashMap<>();
        private final Map<String, Account> accounts = new HashMap<>(Map.of("1", ROOT));
        private final Map<String, Price> prices = new HashMap<>();
        private final Map<String, List<String>> rules = new LinkedHashMap<>();
        private final StartSettings.Builder settings = StartSettings.defaults();
        private Cells cells = new Cells();
        private Books books = new TestBooks();
        private Ledger ledger = new TestLedger();
        private Watcher watcher = new Watcher() {};
        private Timeouts timeouts = Timeouts.DEFAULT;
        private Provider.Defaults defaults = Provider.Defaults.NONE;
        private int credentials = 1;
        private boolean fromFile = true;
        private Transport transport = Transport.DEFAULT;
        private String unknownModel = "";
        private OriginSet origins = OriginSet.NONE;
        private String installation = "test-installation";
        private MediaAccess media = MediaAccess.SHIPPED;

        private Plan() {
            key(KEY, ROOT, List.of(), List.of());
        }

        /** A provider of the OpenAI dialect at that base URL, serving these names and patterns (none: any). */
        public Plan provider(String name, URI base, String... models) {
            return provider(name, base, Set.of(), models);
        }

        public Plan provider(String name, URI base, Set<Quirk> quirks, String... models) {
            return provider("openai", URI.create(base + "/v1"), name, quirks, models);
        }

        /** A provider of that dialect. */
        public Plan provider(String dialect, URI base, String name, Set<Quirk> quirks, String... models) {
            Set<String> literal = new TreeSet<>();
            List<Wildcard> patterns = new ArrayList<>();
            for (String model : models) {
                if (model.contains("*")) {
                    patterns.add(new Wildcard(model));
                } else {
                    literal.add(model);
                }
            }
            providers.add(new Provider(
                    "p" + providers.size(),
                    name,
                    "",
                    Map.of(dialect, base),
                    credentials(name),
                    new Models(literal, patterns),
                    defaults,
                    quirks,
                    timeouts,
                    transport,
                    "",
                    fromFile,
                    false));
            return this;
        }

        private List<Credential> credentials(String provider) {
            List<Credential> all = new ArrayList<>();
            for (int i = 0; i < credentials; i++) {
                String suffix = i == 0 ? "" : "-" + (i + 1);
                Auth auth = new Auth.Bearer(new Secret("sk-upstream-" + provider + suffix));
                all.add(new Credential(provider + "-c" + suffix, "main" + suffix, auth));
            }
            return all;
        }

        /** The providers that are named from here on stand in no file, and may lie in these private networks. */
        public Plan notFromFile(String privateNetworks) {
            fromFile = false;
            settings.privateNetworks(Networks.parse(privateNetworks));
            return this;
        }

        /** The most connections of each provider that is named from here on. */
        public Plan maxConnections(int count) {
            transport = new Transport("", "", 0, count, Transport.DEFAULT.maxWaiting());
            return this;
        }

        /** What serves a name that nobody knows. */
        public Plan modelForUnknown(String model) {
            unknownModel = model;
            return this;
        }

        /** What requests name by URL is fetched from servers of this name, which lie on loopback, with that trust. */
        public Plan media(String host, SSLSocketFactory trust) {
            Names names = asked -> {
                if (!asked.equals(host)) {
                    throw new UnknownHostException(asked);
                }
                return List.of(InetAddress.ofLiteral("127.0.0.1"));
            };
            media = new MediaAccess(names, Networks.parse("127.0.0.1"), () -> trust);
            return this;
        }

        /** How long all that a request names by URL may take. */
        public Plan mediaMillis(long millis) {
            settings.mediaMillis(millis);
            return this;
        }

        /** How many credentials the providers have that are named from here on. */
        public Plan credentials(int count) {
            credentials = count;
            return this;
        }

        /** The default model of the providers that are named from here on. */
        public Plan defaultModel(String model) {
            defaults = new Provider.Defaults(model, false);
            return this;
        }

        /** The mark on its calls; two gateways with the same one are nodes of one installation. */
        public Plan installation(String value) {
            installation = value;
            return this;
        }

        public Plan timeouts(Timeouts value) {
            timeouts = value;
            return this;
        }

        public Plan heartbeatMillis(long millis) {
            settings.heartbeatMillis(millis);
            return this;
        }

        public Plan account(Account account) {
            accounts.put(account.id(), account);
            return this;
        }

        public Plan key(String value, Account account, List<Budget> budgets, List<String> allowedOrigins) {
            account(account);
            keys.put(
                    hash(value),
                    new Key(
                            "k-" + keys.size(),
                            "key",
                            account.id(),
                            "",
                            budgets,
                            allowedOrigins,
                            allowedOrigins.contains("*")));
            origins = origins.changed(List.of(), allowedOrigins);
            return this;
        }

        /** Prices in nano-USD per million tokens. */
        public Plan price(String model, long input, long output) {
            prices.put(model, Price.text("test", input, output));
            return this;
        }

        public Plan rule(String from, String... to) {
            rules.put(from, List.of(to));
            return this;
        }

        public Plan books(Books value) {
            books = value;
            return this;
        }

        /** What receipts are looked up in. */
        public Plan ledger(Ledger value) {
            ledger = value;
            return this;
        }

        public Plan cells(Cells value) {
            cells = value;
            return this;
        }

        public Plan watcher(Watcher value) {
            watcher = value;
            return this;
        }

        public TestGateway start() {
            return new TestGateway(this);
        }

        /** What a reload would publish. */
        public Snapshot snapshot() {
            return new Snapshot(
                    1,
                    Table.of(keys),
                    Table.of(accounts),
                    providers,
                    new ModelMap(rules),
                    new PriceBook("test", prices, Map.of(), Price.ASSUMED),
                    unknownModel,
                    false,
                    origins);
        }
    }
}
