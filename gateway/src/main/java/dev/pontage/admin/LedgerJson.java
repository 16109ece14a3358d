package dev.pontage.admin;

import dev.pontage.dialect.Usage;
import dev.pontage.ledger.LedgerEntry;
import dev.pontage.ledger.Receipt;
import java.io.OutputStream;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/** Writes ledger entries as JSON: the fixed shape that {@code GET /admin/ledger} promises. */
final class LedgerJson {
    /**
     * Between entries there is a line feed and nothing else; by default a blank would begin each line but the first.
     */
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .rootValueSeparator("")
            .build();

    private LedgerJson() {}

    /** One line an entry, each ended by a line feed. */
    static void lines(List<LedgerEntry> entries, OutputStream out) {
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            for (LedgerEntry entry : entries) {
                entry(json, entry);
                json.writeRaw('\n');
            }
        }
    }

    private static void entry(JsonGenerator json, LedgerEntry entry) {
        Receipt receipt = entry.receipt();
        json.writeStartObject();
        json.writeNumberProperty("seq", entry.seq());
        json.writeStringProperty("id", entry.id());
        json.writeStringProperty("type", entry.type().word());
        json.writeStringProperty("requestId", receipt.requestId());
        json.writeStringProperty("account", receipt.account());
        json.writeStringProperty("dna", receipt.dna());
        json.writeStringProperty("key", receipt.key());
        json.writeStringProperty("endUser", receipt.endUser());
        strings(json, "tags", receipt.tags());
        json.writeStringProperty("operation", receipt.operation());
        json.writeStringProperty("dialect", receipt.dialect());
        json.writeStringProperty("asked", receipt.asked());
        json.writeStringProperty("model", receipt.model());
        json.writeStringProperty("provider", receipt.provider());
        json.writeStringProperty("credential", receipt.credential());
        json.writeStringProperty("upstreamModel", receipt.upstreamModel());
        json.writeStringProperty("outcome", receipt.outcome().word());
        json.writeNumberProperty("attempts", receipt.attempts());
        usage(json, receipt.usage());
        json.writeStringProperty("usageSource", receipt.usageSource().word());
        json.writeStringProperty("priceVersion", receipt.priceVersion());
        json.writeNumberProperty("chargeNanousd", receipt.chargeNanoUsd());
        json.writeNumberProperty("costNanousd", receipt.costNanoUsd());
        json.writeArrayPropertyStart("charges");
        for (Receipt.Charge charge : receipt.charges()) {
            json.writeStartObject();
            json.writeStringProperty("account", charge.account());
            json.writeNumberProperty("nanousd", charge.nanoUsd());
            json.writeEndObject();
        }
        json.writeEndArray();
        strings(json, "flags", receipt.flags().stream().map(Receipt.Flag::word).toList());
        strings(json, "dropped", receipt.dropped());
        json.writeNumberProperty("startedAtMicros", receipt.startedAtMicros());
        json.writeNumberProperty("endedAtMicros", receipt.endedAtMicros());
        json.writeEndObject();
    }

    /** Classes that are 0 are left out, but for the two that everybody looks for. */
    private static void usage(JsonGenerator json, Usage usage) {
        json.writeObjectPropertyStart("usage");
        json.writeNumberProperty("input", usage.input());
        json.writeNumberProperty("output", usage.output());
        ifAny(json, "cacheRead", usage.cacheRead());
        ifAny(json, "cacheWrite5m", usage.cacheWrite5m());
        ifAny(json, "cacheWrite1h", usage.cacheWrite1h());
        ifAny(json, "reasoning", usage.reasoning());
        ifAny(json, "audioIn", usage.audioIn());
        ifAny(json, "audioOut", usage.audioOut());
        ifAny(json, "imageIn", usage.imageIn());
        ifAny(json, "imageOut", usage.imageOut());
        ifAny(json, "cachedAudioIn", usage.cachedAudioIn());
        ifAny(json, "cachedImageIn", usage.cachedImageIn());
        ifAny(json, "units", usage.units());
        json.writeEndObject();
    }

    private static void ifAny(JsonGenerator json, String name, long count) {
        if (count != 0) {
            json.writeNumberProperty(name, count);
        }
    }

    private static void strings(JsonGenerator json, String name, List<String> values) {
        json.writeArrayPropertyStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }
}
