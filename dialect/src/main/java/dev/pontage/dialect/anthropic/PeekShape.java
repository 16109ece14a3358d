package dev.pontage.dialect.anthropic;

import dev.pontage.dialect.json.Flag;
import dev.pontage.dialect.json.Shape;

/**
 * The places of a request that a peek looks at, by number.
 *
 * <p>Members of a block that no path names may be text to some upstream, so they are counted as such.
 */
final class PeekShape {
    static final int MODEL = 1;
    static final int STREAM = 2;
    static final int MAX_TOKENS = 3;
    static final int SYSTEM = 4;
    static final int MESSAGES = 5;
    static final int MESSAGE = 6;
    static final int CONTENT = 7;
    static final int BLOCK_TYPE = 8;
    static final int INNER_TYPE = 9;
    static final int SOURCE = 10;
    static final int SOURCE_TYPE = 11;
    static final int SOURCE_DATA = 12;
    static final int INNER_SOURCE = 13;
    static final int INNER_SOURCE_TYPE = 14;
    static final int INNER_SOURCE_DATA = 15;
    static final int TOOLS = 16;
    static final int TOOL = 17;
    static final int FORMAT = 18;
    static final int THINKING_TYPE = 19;
    static final int EFFORT = 20;
    static final int SOURCE_URL = 21;
    static final int INNER_SOURCE_URL = 22;

    /** What bodies for other hosts of the protocol have, and their lists of betas (protocols 3.6). */
    static final int VERSION = 23;

    static final int BETAS = 24;

    /** From here on: text that is only counted. */
    private static final int TEXT = 100;

    /** From here on: what is known to be no text. */
    private static final int KNOWN = 200;

    /** From here on: ids of objects that an upstream keeps; none is ours to show (C8, protocols-more 4). */
    static final int FOREIGN = 300;

    static final byte[] TEXT_SOURCE = Anthropic.utf8("text");
    static final byte[] IMAGE = Anthropic.utf8("image");
    static final byte[] DOCUMENT = Anthropic.utf8("document");
    static final byte[] DISABLED = Anthropic.utf8("disabled");

    static final Shape SHAPE = Shape.of(paths -> {
        paths.at("model", MODEL, Flag.CAPTURE)
                .at("stream", STREAM)
                .at("max_tokens", MAX_TOKENS)
                .at("anthropic_version", VERSION)
                .at("anthropic_beta", BETAS)
                .at("system", SYSTEM, Flag.TEXT)
                .at("system[].text", TEXT, Flag.TEXT)
                .at("messages", MESSAGES)
                .at("messages[]", MESSAGE)
                .at("messages[].content", CONTENT, Flag.TEXT)
                .at("tools", TOOLS, Flag.DEEP_TEXT)
                .at("tools[]", TOOL, Flag.DEEP_TEXT)
                .at("output_config.format", FORMAT, Flag.DEEP_TEXT)
                .at("output_config.effort", EFFORT)
                .at("thinking.type", THINKING_TYPE, Flag.CAPTURE)
                .at("container", FOREIGN)
                .at("container.id", FOREIGN + 1)
                .at("container.skills[].skill_id", FOREIGN + 2)
                .at("messages[].content[].file_id", FOREIGN + 3)
                .at("messages[].content[].source.file_id", FOREIGN + 4)
                .at("messages[].content[].content[].source.file_id", FOREIGN + 5);
        block(paths, "messages[].content[]", 0);
        block(paths, "messages[].content[].content[]", 1);
        paths.at("messages[].content[].tool_use_id", KNOWN + 50)
                .at("messages[].content[].id", KNOWN + 51)
                .at("messages[].content[].signature", KNOWN + 52)
                .at("messages[].content[].is_error", KNOWN + 53)
                .at("messages[].content[].content", TEXT + 50, Flag.TEXT);
    });

    private PeekShape() {}

    /** {@code place} 0 or 1 tells a message's blocks from those inside a tool's result. */
    private static void block(Shape.Paths paths, String path, int place) {
        int shift = place * (INNER_SOURCE - SOURCE);
        paths.at(path + ".type", BLOCK_TYPE + place, Flag.CAPTURE)
                .at(path + ".source", SOURCE + shift, Flag.TEXT)
                .at(path + ".source.type", SOURCE_TYPE + shift, Flag.CAPTURE)
                .at(path + ".source.data", SOURCE_DATA + shift)
                .at(path + ".source.media_type", KNOWN + 10 * place)
                .at(path + ".source.url", SOURCE_URL + place)
                .at(path + ".source.content", TEXT + 1 + 10 * place, Flag.DEEP_TEXT)
                .at(path + ".cache_control", KNOWN + 2 + 10 * place)
                .at(path + ".text", TEXT + 2 + 10 * place, Flag.TEXT)
                .at(path + ".*", TEXT + 3 + 10 * place, Flag.DEEP_TEXT);
    }
}
