package dev.pontage.dialect.bedrock;

import dev.pontage.dialect.chat.AnswerFormat;
import dev.pontage.dialect.chat.ChatRequest;
import dev.pontage.dialect.chat.Losses;
import dev.pontage.dialect.chat.Tool;
import dev.pontage.dialect.chat.ToolChoice;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.Members;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** From tools and the choice among them to {@code toolConfig} (protocols 5.2, 9.3). */
final class ConverseToolsWriter {
    private static final String ANSWER =
            "Gives the answer. Call it once, with all of the answer, and write nothing else.";
    private static final Json.Obj AUTO = Blocks.of("auto", Json.Obj.EMPTY);
    private static final Json.Obj ANY = Blocks.of("any", Json.Obj.EMPTY);

    private final ChatRequest request;
    private final BedrockModel model;
    private final ToolNames names;
    private final AnswerPlan plan;
    private final Losses losses;

    ConverseToolsWriter(ChatRequest request, BedrockModel model, ToolNames names, AnswerPlan plan, Losses losses) {
        this.request = request;
        this.model = model;
        this.names = names;
        this.plan = plan;
        this.losses = losses;
    }

    /**
     * The object; null where there is nothing to call.
     *
     * @param called tools that the history names: while it does, there has to be a list
     * @param thinks whether the model thinks, and cannot be told not to where it has to call a tool: it chooses freely
     * @param fields takes what the model's own protocol can say besides
     */
    Json.@Nullable Obj write(Set<String> called, boolean thinks, Members fields) {
        List<Json> tools = new ArrayList<>();
        ToolChoice choice = request.choice() == null ? new ToolChoice.Auto() : request.choice();
        boolean none = choice instanceof ToolChoice.None;
        if (!none || !called.isEmpty()) {
            list(choice, tools);
        }
        if (tools.isEmpty() && plan.way() != AnswerPlan.Way.TOOL) {
            called.forEach(name -> tools.add(spec(name, "", Schemas.NO_PARAMETERS, false)));
        }
        if (none && !tools.isEmpty()) {
            // There is no word for it, and the history forbids to take the tools away.
            losses.add("tool_choice");
        }
        boolean ours = !tools.isEmpty();
        if (plan.way() == AnswerPlan.Way.TOOL && request.format() instanceof AnswerFormat.Schema format) {
            tools.add(spec(plan.tool(), ANSWER, format.schema(), false));
        }
        if (tools.isEmpty()) {
            return null;
        }
        Json.Obj chosen = ours && plan.way() == AnswerPlan.Way.TOOL
                ? ANY
                : plan.way() == AnswerPlan.Way.TOOL ? one(plan.tool()) : choice(choice);
        Json.Obj free = thinks && chosen != null && !chosen.equals(AUTO) ? freed() : chosen;
        return new Members()
                .put("tools", new Json.Arr(tools))
                .put("toolChoice", parallel(free, fields))
                .obj();
    }

    // ---- the list

    private void list(ToolChoice choice, List<Json> tools) {
        for (Tool tool : request.tools()) {
            if (!isAmong(tool.name(), choice)) {
                continue;
            }
            switch (tool) {
                case Tool.Function function -> function(function, tools);
                case Tool.Native own when own.type().equals(ConverseRequestReader.SYSTEM_TOOL) -> tools.add(own.spec());
                case Tool.Native own -> losses.add("tools." + own.type());
            }
        }
    }

    /** What may not be called is not shown; the protocol can name one tool at most, and for Mistral none. */
    private boolean isAmong(String name, ToolChoice choice) {
        return switch (choice) {
            case ToolChoice.Among(List<String> among, boolean _) -> among.contains(name);
            case ToolChoice.Named(String one) -> model.choosesOneTool() || !model.choosesTools() || one.equals(name);
            case ToolChoice.Auto _, ToolChoice.Any _, ToolChoice.None _ -> true;
        };
    }

    private void function(Tool.Function function, List<Json> tools) {
        boolean strict = Boolean.TRUE.equals(function.strict());
        if (strict && !model.keepsSchemas()) {
            losses.add("tools[].strict");
        }
        Json.Obj parameters = function.parameters() == null ? Schemas.NO_PARAMETERS : function.parameters();
        tools.add(
                spec(names.there(function.name()), function.description(), parameters, strict && model.keepsSchemas()));
        if (function.mark() != null) {
            if (model.cachesTools()) {
                tools.add(Blocks.cachePoint(function.mark()));
            } else {
                losses.add("cache_control");
            }
        }
    }

    private static Json.Obj spec(String name, String description, Json.Obj schema, boolean strict) {
        Members spec = new Members().put("name", name);
        if (!description.isBlank()) {
            spec.put("description", description);
        }
        spec.put("inputSchema", Blocks.of("json", schema));
        if (strict) {
            spec.put("strict", true);
        }
        return Blocks.of("toolSpec", spec.obj());
    }

    // ---- the choice

    private Json.@Nullable Obj choice(ToolChoice choice) {
        Json.Obj chosen = switch (choice) {
            case ToolChoice.Auto _ -> request.choice() == null ? null : AUTO;
            case ToolChoice.None _ -> null;
            case ToolChoice.Any _ -> ANY;
            case ToolChoice.Named(String name) -> model.choosesOneTool() ? one(names.there(name)) : ANY;
            case ToolChoice.Among(List<String> _, boolean must) -> must ? ANY : AUTO;
        };
        if (chosen == null || model.choosesTools()) {
            return chosen;
        }
        if (!chosen.equals(AUTO)) {
            losses.add("tool_choice");
        }
        return null;
    }

    private static Json.Obj one(String name) {
        return Blocks.of("tool", Blocks.of("name", new Json.Str(name)));
    }

    private Json.Obj freed() {
        losses.add("tool_choice");
        return AUTO;
    }

    /**
     * One call at a time is said in Claude's own words; beside a choice of ours without its type, which would be the
     * choice said twice.
     */
    private Json.@Nullable Obj parallel(Json.@Nullable Obj choice, Members fields) {
        if (!Boolean.FALSE.equals(request.parallelTools())) {
            return choice;
        }
        if (!model.stopsParallelTools()) {
            losses.add("parallel_tool_calls");
            return choice;
        }
        boolean free = choice == null || choice.equals(AUTO);
        Members own = new Members();
        if (free) {
            own.put("type", "auto");
        }
        fields.put("tool_choice", own.put("disable_parallel_tool_use", true).obj());
        return free ? null : choice;
    }
}
