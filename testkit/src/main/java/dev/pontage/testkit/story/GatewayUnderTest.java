package dev.pontage.testkit.story;

import java.net.URI;
import java.util.List;

/** The gateway that stories are played against, as the tests of its module start it. */
public interface GatewayUnderTest {
    /** Starts it without resources; called once, before all else. */
    void start();

    /** Stops it; called once. */
    void stop();

    /** Where it listens, {@code http://ADDRESS:PORT}. */
    URI baseUrl();

    /**
     * Makes these resource documents (YAML) the only ones, and returns when requests see them. What earlier requests
     * left behind (a parked credential, spent limits) must be forgotten, or the second playing of a story would differ
     * from its first.
     */
    void apply(String resources);

    /**
     * The ledger entries after that sequence number, as {@code GET /admin/ledger} gives them: one JSON object each,
     * with {@code seq}. Receipts that were closed before the call must be among them, so flush first.
     */
    List<String> ledgerAfter(long seq);
}
