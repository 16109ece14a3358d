package dev.pontage.admin;

import dev.pontage.exchange.AnswerHeaders;
import dev.pontage.ledger.Receipt;
import dev.pontage.price.Money;
import java.io.OutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** A receipt as its own account may see it: its charge, never the cost or, without the right, the upstream. */
final class ReceiptJson {
    private static final JsonFactory JSON = JsonFactory.builder().build();

    private ReceiptJson() {}

    static void write(Receipt receipt, boolean seesUpstream, OutputStream out) {
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeStringProperty("id", receipt.requestId());
            json.writeStringProperty("object", "request");
            json.writeStringProperty("operation", receipt.operation());
            json.writeStringProperty("model", receipt.asked());
            json.writeStringProperty("outcome", receipt.outcome().word());
            json.writeNumberProperty("input_tokens", receipt.usage().totalIn());
            json.writeNumberProperty("output_tokens", receipt.usage().totalOut());
            json.writeStringProperty("usage_source", receipt.usageSource().word());
            json.writeStringProperty(AnswerHeaders.CHARGE_USD, Money.usd(receipt.chargeNanoUsd()));
            json.writeStringProperty(AnswerHeaders.RECEIPT, receipt.requestId());
            if (seesUpstream) {
                json.writeStringProperty(AnswerHeaders.PROVIDER, receipt.provider());
                json.writeStringProperty(AnswerHeaders.UPSTREAM_MODEL, receipt.upstreamModel());
                json.writeNumberProperty(AnswerHeaders.ATTEMPTS, receipt.attempts());
            }
            json.writeEndObject();
        }
    }
}
