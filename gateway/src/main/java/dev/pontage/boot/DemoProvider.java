package dev.pontage.boot;

import dev.pontage.base.Product;
import dev.pontage.provider.Auth;
import dev.pontage.provider.Credential;
import dev.pontage.provider.Models;
import dev.pontage.provider.Provider;
import dev.pontage.provider.Timeouts;
import dev.pontage.provider.Transport;
import dev.pontage.snapshot.BuiltIn;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The demo provider as requests see it: there while no other provider is, free, serving any model. */
final class DemoProvider {
    /** Its name in answers, logs and the ledger. */
    static final String NAME = "demo";

    /** The model that the banner's line asks for; any other works as well. */
    static final String MODEL = "demo";

    private static final String ID = Product.WORD + "-" + NAME;

    private DemoProvider() {}

    /** @param base of its server on loopback, with its {@code /v1} */
    static BuiltIn at(URI base) {
        Provider provider = new Provider(
                ID,
                NAME,
                "",
                Map.of("openai", base),
                List.of(new Credential(ID, "none", new Auth.None())),
                Models.ANY,
                new Provider.Defaults(MODEL, false),
                Set.of(),
                Timeouts.DEFAULT,
                Transport.DEFAULT,
                "",
                true,
                true);
        return configured -> configured.isEmpty() ? List.of(provider) : List.of();
    }
}
