package dev.pontage.dialect.chat;

import java.util.List;

/** Requests without what only a refusal would tell: where the client's own body names an address. */
public final class Fieldless {
    private Fieldless() {}

    public static ChatRequest of(ChatRequest request) {
        return request.withTurns(request.turns().stream()
                .map(turn -> new Turn(turn.role(), parts(turn.parts())))
                .toList());
    }

    private static List<Part> parts(List<Part> parts) {
        return parts.stream().map(Fieldless::part).toList();
    }

    private static Part part(Part part) {
        return switch (part) {
            case Part.Media media
            when media.source() instanceof Part.Url web ->
                new Part.Media(
                        media.medium(),
                        media.mediaType(),
                        new Part.Url(web.url(), ""),
                        media.name(),
                        media.detail(),
                        media.mark());
            case Part.ToolResult result ->
                new Part.ToolResult(result.callId(), parts(result.content()), result.failed(), result.mark());
            default -> part;
        };
    }
}
