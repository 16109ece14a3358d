package dev.pontage.demo;

import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Errors in OpenAI's shape, whose four members are always there (protocols of OpenAI, ErrorResponse). */
final class Errors {
    private Errors() {}

    /** The body of an error answer, and the data of an error event of Chat Completions. */
    static ObjectNode envelope(Trouble.Status status) {
        ObjectNode body = Json.object();
        put(body.putObject("error"), status);
        return body;
    }

    /** What an answer says that fails after it began with a 200. */
    static Trouble.Status inStream() {
        return new Trouble.Status(
                500,
                "server_error",
                Optional.of("server_error"),
                Optional.empty(),
                Mark.TEXT + " The server had an error while processing your request.",
                0);
    }

    private static void put(ObjectNode error, Trouble.Status status) {
        error.put("message", status.message());
        error.put("type", status.type());
        status.param().ifPresentOrElse(it -> error.put("param", it), () -> error.putNull("param"));
        status.code().ifPresentOrElse(it -> error.put("code", it), () -> error.putNull("code"));
    }
}
