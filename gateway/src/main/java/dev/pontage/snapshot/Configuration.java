package dev.pontage.snapshot;

import dev.pontage.account.Account;
import dev.pontage.account.Key;
import dev.pontage.account.KeyHash;
import dev.pontage.account.SigningKey;
import dev.pontage.model.ModelMap;
import dev.pontage.model.ShippedMaps;
import dev.pontage.price.Price;
import dev.pontage.price.PriceBook;
import dev.pontage.provider.Provider;
import dev.pontage.resource.Resource;
import dev.pontage.resource.Spec;
import dev.pontage.resource.Spec.ModelMapSpec;
import dev.pontage.resource.Spec.PriceBookSpec;
import dev.pontage.resource.Spec.ProviderSpec;
import dev.pontage.resource.Spec.SettingSpec;
import dev.pontage.resource.Specs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What operators configure, compiled piece by piece; only the pieces that changed are put together anew. */
final class Configuration {
    private final Specs specs;
    private final ProviderCompiler providerCompiler;
    private final PriceBook starter;
    private final BuiltIn builtIn;
    private final String startingDefaultModel;

    private final SortedMap<String, Provider> providers = new TreeMap<>();
    private final SortedMap<String, ModelMapSpec> modelMaps = new TreeMap<>();
    private final SortedMap<String, Book> books = new TreeMap<>();
    private final SortedMap<String, SettingSpec> settings = new TreeMap<>();

    private List<Provider> allProviders = List.of();
    private ModelMap modelMap = ModelMap.EMPTY;
    private PriceBook prices = PriceBook.EMPTY;
    private String defaultModel = "";
    private boolean answersNameUpstream;
    private boolean changed = true;

    Configuration(Specs specs, ProviderCompiler providers, PriceBook starter, BuiltIn builtIn, String defaultModel) {
        this.specs = specs;
        this.providerCompiler = providers;
        this.starter = starter;
        this.builtIn = builtIn;
        this.startingDefaultModel = defaultModel;
    }

    void clear() {
        providers.clear();
        modelMaps.clear();
        books.clear();
        settings.clear();
        changed = true;
    }

    /** Takes a new or changed row; one that cannot be compiled is left out with a warning, as if it were removed. */
    void put(Resource.Configured row, List<String> warnings) {
        Resource.Head head = row.head();
        remove(head);
        Optional<Spec> spec = specs.read(row);
        if (spec.isEmpty()) {
            warnings.add(head.kind().word() + " " + head.name() + " cannot be read by this program; it is left out");
            return;
        }
        switch (spec.get()) {
            case ProviderSpec provider ->
                providerCompiler
                        .compile(head, provider, warnings)
                        .ifPresent(compiled -> providers.put(head.name(), compiled));
            case ModelMapSpec map -> modelMaps.put(head.name(), map);
            case PriceBookSpec book -> books.put(head.name(), new Book(head.name() + "@" + head.version(), book));
            case SettingSpec setting -> settings.put(head.name(), setting);
            case Spec.AccountSpec account -> throw new IllegalArgumentException("an account has a row of its own");
            case Spec.KeySpec key -> throw new IllegalArgumentException("a key has a row of its own");
        }
    }

    void remove(Resource.Head head) {
        changed = true;
        switch (head.kind()) {
            case PROVIDER -> providers.remove(head.name());
            case MODEL_MAP -> modelMaps.remove(head.name());
            case PRICE_BOOK -> books.remove(head.name());
            case SETTING -> settings.remove(head.name());
            case ACCOUNT, KEY -> throw new IllegalArgumentException("accounts and keys are not configured");
        }
    }

    Snapshot snapshot(
            long version,
            Table<KeyHash, Key> keys,
            Table<String, SigningKey> signers,
            Table<String, Account> accounts,
            OriginSet origins) {
        if (changed) {
            build();
            changed = false;
        }
        return new Snapshot(
                version,
                keys,
                signers,
                accounts,
                allProviders,
                modelMap,
                prices,
                defaultModel,
                answersNameUpstream,
                origins);
    }

    private void build() {
        List<Provider> all = new ArrayList<>(providers.values());
        all.addAll(builtIn.beside(List.copyOf(all)));
        allProviders = List.copyOf(all);
        Price assumed = starter.assumed();
        defaultModel = startingDefaultModel;
        answersNameUpstream = false;
        for (SettingSpec setting : settings.values()) {
            switch (setting) {
                case SettingSpec.DefaultModel given -> defaultModel = given.model();
                case SettingSpec.AnswerModel given -> answersNameUpstream = given.upstream();
                case SettingSpec.UnpricedAssumed given -> assumed = given.price();
            }
        }
        prices = prices(assumed);
        modelMap = modelMap();
    }

    /** The operator's rules over those of the shipped maps that they take in. */
    private ModelMap modelMap() {
        Map<String, List<String>> rules = new HashMap<>();
        for (ModelMapSpec map : modelMaps.values()) {
            if (!map.shipped().isEmpty()) {
                rules.putAll(ShippedMaps.rules(map.shipped(), defaultModel));
            }
        }
        modelMaps.values().forEach(map -> rules.putAll(map.rules()));
        return rules.isEmpty() ? ModelMap.EMPTY : new ModelMap(rules);
    }

    /** The operator's prices over those of the program; each price names the version of its book (F-52). */
    private PriceBook prices(Price assumed) {
        Map<String, Price> models = new HashMap<>(starter.byModel());
        Map<String, Price> costs = new HashMap<>(starter.byProviderModel());
        List<String> versions = new ArrayList<>();
        if (!starter.version().isEmpty()) {
            versions.add(starter.version());
        }
        for (Book book : books.values()) {
            versions.add(book.version());
            book.spec().models().forEach((model, price) -> models.put(model, price.withVersion(book.version())));
            book.spec().costs().forEach((model, price) -> costs.put(model, price.withVersion(book.version())));
        }
        return new PriceBook(String.join(",", versions), models, costs, assumed);
    }

    private record Book(String version, PriceBookSpec spec) {}
}
