package dev.pontage.dialect.chat;

import dev.pontage.dialect.Loss;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks of a model, whatever protocol it speaks.
 *
 * @param model as the client named it; empty if it named none
 * @param turns in order, instructions included
 * @param choice null: the client did not say
 * @param parallelTools whether the model may call several tools at once; null: the client did not say
 * @param reasoning null: the client did not say
 * @param mark the request that the whole prompt be cached, wherever the upstream likes to mark it
 * @param losses what the reader did not understand, and nobody can therefore pass on
 */
public record ChatRequest(
        String model,
        boolean stream,
        List<Turn> turns,
        List<Tool> tools,
        @Nullable ToolChoice choice,
        @Nullable Boolean parallelTools,
        AnswerFormat format,
        @Nullable Reasoning reasoning,
        Settings settings,
        @Nullable CacheMark mark,
        List<Loss> losses) {
    public ChatRequest {
        turns = List.copyOf(turns);
        tools = List.copyOf(tools);
        losses = List.copyOf(losses);
    }

    /** The same request with other turns. */
    public ChatRequest withTurns(List<Turn> others) {
        return new ChatRequest(
                model, stream, others, tools, choice, parallelTools, format, reasoning, settings, mark, losses);
    }

    /** The same request for one answer, however many were asked for. */
    public ChatRequest forOneAnswer() {
        Settings.Builder fewer = Settings.builder();
        settings.values().forEach((setting, value) -> fewer.with(setting, setting == Setting.ANSWERS ? null : value));
        return new ChatRequest(
                model, stream, turns, tools, choice, parallelTools, format, reasoning, fewer.build(), mark, losses);
    }
}
