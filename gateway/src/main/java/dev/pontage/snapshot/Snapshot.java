package dev.pontage.snapshot;

import dev.pontage.account.Account;
import dev.pontage.account.Key;
import dev.pontage.account.KeyHash;
import dev.pontage.model.ModelMap;
import dev.pontage.price.PriceBook;
import dev.pontage.provider.Provider;
import java.util.List;

/**
 * Everything that was configured, compiled, at one version; an exchange takes one and keeps it to its end (F-52).
 *
 * @param version ascending with every change in this process
 * @param keys by the HMAC of their value
 * @param accounts by id
 * @param providers in the order of their names; few, so that a list serves
 * @param defaultModel what serves a name that nobody knows (S4.27); empty for none
 * @param answersNameUpstream whether answers keep the upstream's model name where they would name what was asked (C4)
 * @param origins the browser origins that keys list
 */
public record Snapshot(
        long version,
        Table<KeyHash, Key> keys,
        Table<String, Account> accounts,
        List<Provider> providers,
        ModelMap modelMap,
        PriceBook prices,
        String defaultModel,
        boolean answersNameUpstream,
        OriginSet origins) {

    public Snapshot {
        providers = List.copyOf(providers);
    }

    /**
     * Whether an account may use this model at this provider: it has a price, the provider costs nothing, or the
     * account may use what nobody priced (design decision D7).
     */
    public boolean opens(Account account, Provider provider, String model) {
        return account.isRoot()
                || account.usesUnpriced()
                || provider.free()
                || prices.charge(model).isPresent();
    }

    /** Whether configuration, not a client, wrote this model name: only then is it fit for a metric's label. */
    public boolean names(String model) {
        if (prices.byModel().containsKey(model) || modelMap.names().contains(model)) {
            return true;
        }
        for (Provider provider : providers) {
            if (provider.models().literal().contains(model)) {
                return true;
            }
        }
        return false;
    }
}
