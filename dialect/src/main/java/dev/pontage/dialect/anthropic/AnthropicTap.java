package dev.pontage.dialect.anthropic;

import dev.pontage.dialect.Conversion;
import dev.pontage.dialect.json.JsonText;
import dev.pontage.dialect.tap.Tap;

/** The passages of this dialect's answers. */
final class AnthropicTap {
    private static final byte[] AS_IT_IS = {};

    private AnthropicTap() {}

    /** {@code shownModel}: the name that replaces the upstream's; empty leaves that as it is (C4). */
    static Conversion.Passages passages(String shownModel) {
        byte[] literal = shownModel.isEmpty() ? AS_IT_IS : JsonText.quote(shownModel);
        return streamed -> Tap.of(new AnthropicReading(literal.length > 0), literal, streamed);
    }
}
