package dev.pontage.exchange;

import dev.pontage.dialect.Refusal;
import dev.pontage.ledger.Receipt;
import org.jspecify.annotations.Nullable;

/**
 * The end of an admitted exchange.
 *
 * @param refusal what the client is still to be told because nothing has been sent to it; null if it has its answer
 */
public record Served(
        Admitted admitted, Receipt receipt, @Nullable Refusal refusal) {}
