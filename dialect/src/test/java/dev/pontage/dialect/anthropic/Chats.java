package dev.pontage.dialect.anthropic;

import dev.pontage.dialect.Passage.Sink;
import dev.pontage.dialect.chat.ChatCodec;
import dev.pontage.dialect.chat.ChatEvent;
import dev.pontage.dialect.chat.ChatReply;
import dev.pontage.dialect.chat.ChatRequest;
import dev.pontage.dialect.chat.Fold;
import dev.pontage.dialect.chat.ReplyReader;
import dev.pontage.dialect.chat.Written;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.JsonText;
import dev.pontage.dialect.json.JsonTree;
import dev.pontage.dialect.json.Limits;
import dev.pontage.dialect.openai.OpenAiChat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Requests and answers through the codecs, for tests that speak of what is said. */
final class Chats {
    static final ChatCodec ANTHROPIC = new AnthropicChat();
    static final ChatCodec OPENAI = new OpenAiChat();

    /** Takes nearly everything: temperature, budgets, prefills; no schemas. */
    static final String OLD = "claude-sonnet-4-20250514";

    /** Thinks adaptively, holds answers to schemas. */
    static final String NEW = "claude-opus-4-6";

    private Chats() {}

    static ChatRequest read(String body) {
        return ANTHROPIC.read(json(body), ChatCodec.Asked.IN_BODY);
    }

    /** What an OpenAI client's request is for an Anthropic upstream; {@code '} stands for {@code "}. */
    static Written fromOpenAi(String body, String model) {
        ChatRequest request = OPENAI.read(json(body.replace('\'', '"')), ChatCodec.Asked.IN_BODY);
        return ANTHROPIC.write(request, model, Set.of());
    }

    /** What an Anthropic client's request is for an OpenAI upstream. */
    static Written toOpenAi(String body) {
        return OPENAI.write(read(body.replace('\'', '"')), "up", Set.of());
    }

    /** A member of what was written, as text; empty if it is absent. */
    static String member(Written written, String name) {
        Json value = written.body().get(name);
        return value == null ? "" : JsonText.of(value).replace('"', '\'');
    }

    static Json json(String text) {
        byte[] bytes = utf8(text);
        return new JsonTree(Limits.DEFAULT, true).read(bytes, 0, bytes.length);
    }

    static List<ChatEvent> events(ReplyReader reader, byte[] answer, int... cuts) {
        List<ChatEvent> events = new ArrayList<>();
        int from = 0;
        for (int cut : cuts) {
            reader.feed(answer, from, cut, events::add);
            from = cut;
        }
        reader.feed(answer, from, answer.length, events::add);
        reader.end(events::add);
        return events;
    }

    static ChatReply folded(List<ChatEvent> events) {
        Fold fold = new Fold();
        events.forEach(fold::add);
        return fold.reply();
    }

    static Sink into(StringBuilder text) {
        return (bytes, from, to) -> text.append(new String(bytes, from, to - from, StandardCharsets.UTF_8));
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
