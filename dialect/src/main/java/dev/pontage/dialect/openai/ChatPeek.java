package dev.pontage.dialect.openai;

import dev.pontage.dialect.Peek;
import dev.pontage.dialect.json.Flag;
import dev.pontage.dialect.json.Kind;
import dev.pontage.dialect.json.Scan;
import dev.pontage.dialect.json.Shape;

/** The look at a request for a chat completion (protocols 1.2). */
final class ChatPeek extends RequestPeek {
    private static final int MESSAGES = OWN;
    private static final int MESSAGE = OWN + 1;
    private static final int ROLE = OWN + 2;
    private static final int CONTENT = OWN + 3;
    private static final int TOOL = OWN + 4;
    private static final int FUNCTION = OWN + 5;
    private static final int FORMAT_TYPE = OWN + 6;
    private static final int EFFORT = OWN + 7;
    private static final int AUDIO_OUT = OWN + 8;
    private static final int TOOLS = OWN + 9;
    private static final int FUNCTIONS = OWN + 10;
    private static final int THINKING = OWN + 11;

    private static final byte[] JSON_SCHEMA = OpenAi.utf8("json_schema");

    // Members of a message or part that no path names may be text to some upstream, so they are counted as such.
    private static final Shape SHAPE = Fields.shape(fields -> answers(fields)
            .at("max_completion_tokens", MAX_COMPLETION_TOKENS)
            .at("store", STORE)
            .at("messages", MESSAGES)
            .at("messages[]", MESSAGE)
            .at("messages[].role", ROLE, Flag.CAPTURE)
            .at("messages[].content", CONTENT, Flag.TEXT)
            .text("messages[].content[]", "messages[].content[].text", "messages[].content[].refusal")
            .known("messages[].content[].type", "messages[].content[].image_url.detail")
            .images(
                    "messages[].content[].image_url",
                    "messages[].content[].image_url.url",
                    "messages[].content[].video[]")
            .films("messages[].content[].video_url", "messages[].content[].video_url.url", "messages[].content[].video")
            .known("messages[].content[].input_audio.format")
            .audio("messages[].content[].input_audio.data", "messages[].content[].audio_url.url")
            .files("messages[].content[].file.file_data", "messages[].content[].document_url")
            .text("messages[].content[].file.filename")
            .foreign("messages[].content[].file.file_id", "messages[].content[].file_id", "messages[].audio.id")
            .deep("messages[].content[].*", "messages[].*")
            .text("messages[].name", "messages[].refusal", "messages[].reasoning_content", "messages[].reasoning")
            .known("messages[].tool_call_id", "messages[].tool_calls[].id", "messages[].tool_calls[].type")
            .text(
                    "messages[].tool_calls[].function.name",
                    "messages[].tool_calls[].function.arguments",
                    "messages[].tool_calls[].custom.name",
                    "messages[].tool_calls[].custom.input",
                    "messages[].function_call.name",
                    "messages[].function_call.arguments")
            .at("tools", TOOLS, Flag.DEEP_TEXT)
            .at("tools[]", TOOL, Flag.DEEP_TEXT)
            .at("functions", FUNCTIONS, Flag.DEEP_TEXT)
            .at("functions[]", FUNCTION, Flag.DEEP_TEXT)
            .deep("response_format", "prediction.content")
            .at("response_format.type", FORMAT_TYPE, Flag.CAPTURE)
            .at("reasoning_effort", EFFORT)
            .at("thinking", THINKING)
            .at("audio", AUDIO_OUT)
            // vLLM renders these into the prompt.
            .deep("documents", "chat_template", "chat_template_kwargs"));

    @Override
    Shape shape() {
        return SHAPE;
    }

    @Override
    void field(Scan scan, int node) {
        switch (node) {
            case ROLE -> role(scan);
            case CONTENT -> {
                if (scan.kind() != Kind.STRING) {
                    throw wrong(scan, "a string or an array of parts");
                }
            }
            case MESSAGES, TOOLS, FUNCTIONS -> throw wrong(scan, "an array");
            case FORMAT_TYPE -> {
                if (scan.kind() == Kind.STRING && scan.stringEquals(JSON_SCHEMA)) {
                    uses(Peek.Feature.JSON_SCHEMA);
                }
            }
            case EFFORT -> uses(Peek.Feature.REASONING);
            default -> {}
        }
    }

    @Override
    void opened(Scan scan, int node) {
        switch (node) {
            case MESSAGE -> items++;
            case TOOL, FUNCTION -> {
                items++;
                uses(Peek.Feature.TOOLS);
            }
            case MESSAGES, TOOLS, FUNCTIONS -> {
                if (scan.kind() != Kind.ARRAY) {
                    throw wrong(scan, "an array");
                }
            }
            case CONTENT -> {
                if (scan.kind() != Kind.ARRAY) {
                    throw wrong(scan, "a string or an array of parts");
                }
            }
            case AUDIO_OUT -> uses(Peek.Feature.AUDIO);
            case THINKING -> uses(Peek.Feature.REASONING);
            default -> {}
        }
    }
}
