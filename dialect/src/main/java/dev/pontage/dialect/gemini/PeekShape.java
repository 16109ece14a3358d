package dev.pontage.dialect.gemini;

import dev.pontage.dialect.json.Flag;
import dev.pontage.dialect.json.Shape;
import java.util.List;

/**
 * Where a request says what a peek reads, in all the spellings that the service takes: two names a field, and one item
 * where a list is expected (protocols 4.1, 4.2, 4.6).
 */
final class PeekShape {
    static final int MODEL = 1;
    static final int CEILING = 2;
    static final int CANDIDATES = 3;
    static final int STORED = 4;
    static final int URI = 5;
    static final int MIME = 6;
    static final int CONTENT = 7;
    static final int TOOL = 8;
    static final int FUNCTION = 9;
    static final int SCHEMA = 10;
    static final int THINKING = 11;
    static final int GENERATION = 12;
    static final int COUNTED = 13;

    /** One place has many paths: the place is a path's number modulo this. */
    private static final int PLACES = 20;

    static final Shape SHAPE = Shape.of(paths -> new PeekShape(paths).all());

    private final Shape.Paths paths;
    private int next = PLACES;

    private PeekShape(Shape.Paths paths) {
        this.paths = paths;
    }

    static int place(int node) {
        return node % PLACES;
    }

    private void all() {
        request("");
        for (String counted : List.of("generateContentRequest", "generate_content_request")) {
            at(counted, COUNTED);
            request(counted);
            at(counted + ".*", COUNTED, Flag.DEEP_TEXT);
        }
        embeddings();
    }

    /** A request for an answer, or what stands for one where its tokens are only counted. */
    private void request(String object) {
        String in = object.isEmpty() ? "" : object + '.';
        at(in + "model", MODEL);
        both(object, "cachedContent", STORED);
        for (String content : List.of("contents", "contents[]", "systemInstruction", "system_instruction")) {
            at(in + content, CONTENT, Flag.TEXT);
            content(in + content);
        }
        for (String tool : List.of("tools", "tools[]")) {
            tool(in + tool);
        }
        for (String generation : List.of(in + "generationConfig", in + "generation_config")) {
            at(generation, GENERATION);
            both(generation, "maxOutputTokens", CEILING);
            both(generation, "candidateCount", CANDIDATES);
            both(generation, "responseSchema", SCHEMA, Flag.DEEP_TEXT);
            both(generation, "responseJsonSchema", SCHEMA, Flag.DEEP_TEXT);
            both(generation, "thinkingConfig", THINKING);
        }
    }

    private void content(String content) {
        at(content + ".role", COUNTED);
        for (String part : List.of(content + ".parts", content + ".parts[]")) {
            at(part, COUNTED, Flag.TEXT);
            at(part + ".text", COUNTED, Flag.TEXT);
            at(part + ".thought", COUNTED);
            both(part, "thoughtSignature", COUNTED, Flag.MEDIA);
            media(part);
            for (String response : List.of(part + ".functionResponse", part + ".function_response")) {
                media(response + ".parts[]");
                at(response + ".*", COUNTED, Flag.DEEP_TEXT);
            }
            at(part + ".*", COUNTED, Flag.DEEP_TEXT);
        }
        at(content + ".*", COUNTED, Flag.DEEP_TEXT);
    }

    private void media(String part) {
        for (String inline : List.of(part + ".inlineData", part + ".inline_data")) {
            at(inline + ".data", COUNTED, Flag.MEDIA);
            both(inline, "mimeType", MIME, Flag.CAPTURE);
        }
        for (String file : List.of(part + ".fileData", part + ".file_data")) {
            both(file, "fileUri", URI, Flag.CAPTURE, Flag.LONG_MEDIA);
            both(file, "mimeType", MIME, Flag.CAPTURE);
        }
    }

    private void tool(String tool) {
        at(tool, TOOL, Flag.DEEP_TEXT);
        both(tool, "fileSearch", STORED);
        at(tool + ".retrieval", STORED);
        for (String functions : List.of(tool + ".functionDeclarations", tool + ".function_declarations")) {
            at(functions, FUNCTION);
            at(functions + "[]", FUNCTION);
        }
    }

    /** No provider counts them, so what is text here is what is charged: no name of a model, of a task, of a member. */
    private void embeddings() {
        at("content", CONTENT, Flag.TEXT);
        content("content");
        at("title", COUNTED, Flag.TEXT);
        for (String request : List.of("requests", "requests[]")) {
            at(request, COUNTED);
            at(request + ".model", MODEL);
            at(request + ".content", CONTENT, Flag.TEXT);
            content(request + ".content");
            both(request, "taskType", COUNTED);
            both(request, "outputDimensionality", COUNTED);
            at(request + ".*", COUNTED, Flag.DEEP_TEXT);
        }
    }

    private void both(String object, String camel, int place, Flag... flags) {
        String in = object.isEmpty() ? "" : object + '.';
        String snake = Spelling.snake(camel);
        at(in + camel, place, flags);
        if (!snake.equals(camel)) {
            at(in + snake, place, flags);
        }
    }

    private void at(String path, int place, Flag... flags) {
        paths.at(path, next + place, flags);
        next += PLACES;
    }
}
