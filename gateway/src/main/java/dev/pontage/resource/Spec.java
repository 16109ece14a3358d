package dev.pontage.resource;

import dev.pontage.account.Budget;
import dev.pontage.dialect.Quirk;
import dev.pontage.dialect.host.Hosting;
import dev.pontage.egress.credential.AwsRole;
import dev.pontage.price.Price;
import dev.pontage.provider.Provider;
import dev.pontage.provider.Timeouts;
import dev.pontage.provider.Transport;
import dev.pontage.vendor.Vendor;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a document says, read into types and complete: a preset's facts and the defaults are filled in. */
public sealed interface Spec {

    /**
     * An upstream.
     *
     * @param vendor the preset; empty for none
     * @param bases base URL by dialect, without a trailing slash
     * @param usualBase the one that its secrets are sealed toward
     * @param region where its requests are signed for; empty where they are not signed
     * @param auth how it takes a key
     * @param credentials in the order of the document; empty where it takes none
     * @param models names and wildcards; empty for any
     * @param apiVersion empty unless models are deployments in the path
     * @param hostings by dialect, where its API is not that of the dialect's maker
     * @param lists by dialect, where it lists its models elsewhere than below its base URL
     * @param caFile certificates that vouch for it in place of the system's, PEM; empty for the system's
     */
    record ProviderSpec(
            String vendor,
            Map<String, URI> bases,
            URI usualBase,
            String region,
            Vendor.Credentials auth,
            List<CredentialSpec> credentials,
            List<String> models,
            Provider.Defaults defaults,
            Set<Quirk> quirks,
            Timeouts timeouts,
            Transport transport,
            String apiVersion,
            Map<String, Hosting> hostings,
            Map<String, List<URI>> lists,
            String caFile,
            boolean free)
            implements Spec {
        public ProviderSpec {
            bases = Map.copyOf(bases);
            hostings = Map.copyOf(hostings);
            lists = Map.copyOf(lists);
            credentials = List.copyOf(credentials);
            models = List.copyOf(models);
            quirks = Set.copyOf(quirks);
        }

        /** What its secrets are sealed toward, besides the address. */
        public String kind() {
            return vendor.isEmpty()
                    ? String.join(",", bases.keySet().stream().sorted().toList())
                    : vendor;
        }
    }

    /** One of a provider's keys. */
    record CredentialSpec(String name, Given given) {
        /** Where in the spec a secret of it stands. */
        public String field(String secret) {
            return "credentials." + name + "." + secret;
        }
    }

    /** What a credential is made of. */
    sealed interface Given {

        /** Its secrets by the fields in which they stand. */
        Map<String, SecretValue> secrets();

        /** A key that is sent. */
        record ApiKey(SecretValue key) implements Given {
            @Override
            public Map<String, SecretValue> secrets() {
                return Map.of("apiKey", key);
            }
        }

        /** A pair of keys that signs; with a session's token where it is temporary. */
        record KeyPair(Map<String, SecretValue> secrets) implements Given {
            public KeyPair {
                secrets = Map.copyOf(secrets);
            }
        }

        /** Keys of a role in AWS; the profile's name is empty for the usual one. */
        record Role(AwsRole role, String profile) implements Given {
            @Override
            public Map<String, SecretValue> secrets() {
                return Map.of();
            }
        }

        /** Tokens of this machine's service account at Google. */
        record Instance() implements Given {
            @Override
            public Map<String, SecretValue> secrets() {
                return Map.of();
            }
        }

        /** Tokens for a key file of Google. */
        record ServiceAccount(SecretValue keyFile) implements Given {
            @Override
            public Map<String, SecretValue> secrets() {
                return Map.of("serviceAccount", keyFile);
            }
        }

        /** Tokens of Microsoft Entra for an application. */
        record Application(String tenantId, String clientId, String scope, SecretValue secret) implements Given {
            @Override
            public Map<String, SecretValue> secrets() {
                return Map.of("clientSecret", secret);
            }
        }
    }

    /** An account below the root. */
    record AccountSpec(String parent, String type, boolean seesUpstream, boolean usesUnpriced, boolean refusesLosses)
            implements Spec {}

    /** A gateway key; without a value it keeps the one that it has, or gets a new one. */
    final class KeySpec implements Spec {
        private final String account;
        private final Optional<SecretValue> value;
        private final List<Budget> budgets;
        private final List<String> origins;
        private final boolean browser;
        private final boolean signing;

        KeySpec(
                String account,
                Optional<SecretValue> value,
                List<Budget> budgets,
                List<String> origins,
                boolean browser,
                boolean signing) {
            this.account = account;
            this.value = value;
            this.budgets = List.copyOf(budgets);
            this.origins = List.copyOf(origins);
            this.browser = browser;
            this.signing = signing;
        }

        public String account() {
            return account;
        }

        public Optional<SecretValue> value() {
            return value;
        }

        public List<Budget> budgets() {
            return budgets;
        }

        public List<String> origins() {
            return origins;
        }

        public boolean browser() {
            return browser;
        }

        /** Whether requests may be signed with it. */
        public boolean signing() {
            return signing;
        }
    }

    /** Rules for all accounts: a name or pattern, and what serves it, the preferred first. */
    record ModelMapSpec(Map<String, List<String>> rules, String shipped) implements Spec {
        public ModelMapSpec {
            rules = Map.copyOf(rules);
        }
    }

    /**
     * Prices; the version of each price is empty until the book has one.
     *
     * @param models what accounts pay, by mapped name
     * @param costs what upstreams take, by {@code provider/model} or model, where that differs
     */
    record PriceBookSpec(Map<String, Price> models, Map<String, Price> costs) implements Spec {
        public PriceBookSpec {
            models = Map.copyOf(models);
            costs = Map.copyOf(costs);
        }
    }

    /** A setting of the whole installation. */
    sealed interface SettingSpec extends Spec {

        /** {@code defaultModel}: what serves a name that nobody knows. */
        record DefaultModel(String model) implements SettingSpec {}

        /** {@code answerModel}: whether answers name the upstream's model rather than the one asked for. */
        record AnswerModel(boolean upstream) implements SettingSpec {}

        /** {@code unpriced.assumed}: what budgets count where nobody named a price. */
        record UnpricedAssumed(Price price) implements SettingSpec {}
    }
}
