package dev.pontage.dialect.openai;

import dev.pontage.dialect.json.Flag;
import dev.pontage.dialect.json.Kind;
import dev.pontage.dialect.json.Scan;
import dev.pontage.dialect.json.Shape;

/**
 * The look at a request that has only input: embeddings and moderations. Nothing is written, so nothing is streamed.
 */
final class InputPeek extends RequestPeek {
    private static final int INPUT = OWN;
    private static final int ELEMENT = OWN + 1;
    private static final int TOKEN = OWN + 2;

    private static final Shape SHAPE = Fields.shape(fields -> common(fields)
            .at("input", INPUT, Flag.TEXT)
            .at("input[]", ELEMENT, Flag.TEXT)
            .at("input[][]", TOKEN, Flag.TEXT)
            .known("input[].type")
            .text("input[].text")
            .images("input[].image_url", "input[].image_url.url", "input[].image")
            // Some upstreams embed other things, or conversations.
            .deep("input[].*", "messages"));

    InputPeek() {
        outputCeiling = 0;
    }

    @Override
    Shape shape() {
        return SHAPE;
    }

    @Override
    void field(Scan scan, int node) {
        switch (node) {
            case INPUT -> {
                if (scan.kind() != Kind.STRING) {
                    throw wrong(scan, "a string or an array");
                }
                items++;
            }
            case ELEMENT, TOKEN -> {
                if (scan.kind() == Kind.NUMBER) {
                    tokensAsNumbers++;
                } else {
                    items++;
                }
            }
            default -> {}
        }
    }

    @Override
    void opened(Scan scan, int node) {
        if (node == ELEMENT) {
            items++;
        } else if (node == INPUT && scan.kind() != Kind.ARRAY) {
            throw wrong(scan, "a string or an array");
        }
    }
}
