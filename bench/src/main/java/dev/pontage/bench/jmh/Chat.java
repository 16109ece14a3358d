package dev.pontage.bench.jmh;

import dev.pontage.dialect.Conversion;
import dev.pontage.dialect.Dialect;
import dev.pontage.dialect.Operation;
import dev.pontage.dialect.Parameters;
import dev.pontage.dialect.Peek;
import dev.pontage.dialect.Peeked;
import dev.pontage.dialect.list.Dialects;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The chat that the microbenchmarks are about: what bench/run sends, and the like of what its upstream answers. */
final class Chat {
    static final String ASKED_MODEL = "gpt-x";
    static final String UPSTREAM_MODEL = "mock-model-1";
    static final Dialect OPENAI = Dialects.all("/pontage/requests/{id}").getFirst();
    static final Operation OPERATION = OPENAI.operations().stream()
            .filter(operation -> operation.kind() == Operation.Kind.CHAT)
            .findFirst()
            .orElseThrow();

    private static final int DELTAS = 49;
    private static final String HEAD = "\"id\":\"chatcmpl-5d0c3b7e1f9a4c62b8e4\"";
    private static final String MODEL = ",\"created\":1760000000,\"model\":\"" + UPSTREAM_MODEL + "\",\"choices\":";
    private static final String USAGE =
            "\"usage\":{\"prompt_tokens\":212,\"completion_tokens\":128,\"total_tokens\":340,"
                    + "\"prompt_tokens_details\":{\"cached_tokens\":0}}";

    private Chat() {}

    /** A request of 1.4 KB. */
    static byte[] request(boolean streamed) {
        String instruction = "You are a careful clerk. Answer in short, plain sentences and name the part of the text"
                + " you used. ";
        String note = "the crossing was open all week, two faults at the gate were mended, one is still open and waits"
                + " for a smith. ";
        return bytes("{\"model\":\"" + ASKED_MODEL + "\",\"messages\":[{\"role\":\"system\",\"content\":\""
                + instruction.repeat(6)
                + "\"},{\"role\":\"user\",\"content\":\"Summarise these notes for the weekly report: "
                + note.repeat(6)
                + "\"}],\"temperature\":0.2,\"max_tokens\":256"
                + (streamed ? ",\"stream\":true,\"stream_options\":{\"include_usage\":true}" : "")
                + ",\"user\":\"u1\"}");
    }

    static Peek peek(byte[] request) {
        return switch (OPENAI.peek(OPERATION, Parameters.NONE, request, request.length)) {
            case Peek peek -> peek;
            case Peeked.Refused refused -> throw new IllegalStateException(String.valueOf(refused));
        };
    }

    /** What goes up for it: to the model it asks for, or to another whose name the client must not see. */
    static Conversion.Same conversion(byte[] request, Peek peek, boolean mapped) {
        String model = mapped ? UPSTREAM_MODEL : ASKED_MODEL;
        return OPENAI.same(OPERATION, peek, request, request.length, model, Set.of(), mapped);
    }

    /** A whole answer of 1.1 KB. */
    static byte[] wholeAnswer() {
        return bytes("{" + HEAD + ",\"object\":\"chat.completion\"" + MODEL
                + "[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\""
                + "All in order but one fault at the gate, see the second note. ".repeat(12)
                + "\"},\"finish_reason\":\"stop\"}]," + USAGE + "}");
    }

    /** A stream of {@value #DELTAS} events of about 200 bytes, one of usage and the terminal one. */
    static List<byte[]> events() {
        List<byte[]> events = new ArrayList<>();
        String start = "data: {" + HEAD + ",\"object\":\"chat.completion.chunk\"" + MODEL;
        for (int i = 0; i < DELTAS; i++) {
            events.add(bytes(
                    start + "[{\"index\":0,\"delta\":{\"content\":\" word" + i + "\"},\"finish_reason\":null}]}\n\n"));
        }
        events.add(bytes(start + "[]," + USAGE + "}\n\n"));
        events.add(bytes("data: [DONE]\n\n"));
        return events;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
