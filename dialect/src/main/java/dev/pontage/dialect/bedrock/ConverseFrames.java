package dev.pontage.dialect.bedrock;

import dev.pontage.dialect.frame.AwsEventStream;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.JsonText;

/** The frames that we write ourselves, with the headers that AWS's own have (protocols 5.3, 5.4). */
final class ConverseFrames {
    private static final byte[] NO_MEMBERS = {'{', '}'};

    private ConverseFrames() {}

    static byte[] event(String type, Json.Obj payload) {
        return event(type, JsonText.bytes(payload));
    }

    private static byte[] event(String type, byte[] payload) {
        return AwsEventStream.frame(
                payload, ":event-type", type, ":content-type", "application/json", ":message-type", "event");
    }

    static byte[] exception(String type, Json.Obj payload) {
        return AwsEventStream.frame(
                JsonText.bytes(payload),
                ":exception-type",
                type,
                ":content-type",
                "application/json",
                ":message-type",
                "exception");
    }

    /** An event of a type that the protocol does not have: SDKs skip it. */
    static byte[] heartbeat() {
        return event("heartbeat", NO_MEMBERS);
    }
}
