package dev.pontage.dialect.chat;

import dev.pontage.dialect.chat.Part.Medium;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The images and documents of a request that are given by their address, for upstreams that want the bytes.
 *
 * <p>Instructions are left alone, as no protocol has media in them. Recordings and films by their address stay what
 * they are: writers refuse them where there is no place for them.
 */
public final class MediaByUrl {
    private static final Set<Medium> FETCHED = Set.of(Medium.IMAGE, Medium.DOCUMENT);

    private MediaByUrl() {}

    /** Those that an upstream does not fetch, which fetches {@code others} itself: in order, of tools' results too. */
    public static List<Part.Media> in(ChatRequest request, Set<Medium> others) {
        List<Part.Media> found = new ArrayList<>(0);
        for (Turn turn : request.turns()) {
            if (turn.role() != Role.SYSTEM) {
                find(turn.parts(), others, found);
            }
        }
        return found;
    }

    private static void find(List<Part> parts, Set<Medium> others, List<Part.Media> found) {
        for (Part part : parts) {
            if (part instanceof Part.Media media && isWanted(media, others)) {
                found.add(media);
            } else if (part instanceof Part.ToolResult result) {
                find(result.content(), others, found);
            }
        }
    }

    private static boolean isWanted(Part.Media media, Set<Medium> others) {
        return media.source() instanceof Part.Url
                && FETCHED.contains(media.medium())
                && !others.contains(media.medium());
    }

    /** The request in which {@code here} stands in for each that {@link #in} finds. */
    public static ChatRequest replaced(ChatRequest request, Set<Medium> others, UnaryOperator<Part.Media> here) {
        return request.withTurns(request.turns().stream()
                .map(turn ->
                        turn.role() == Role.SYSTEM ? turn : new Turn(turn.role(), replaced(turn.parts(), others, here)))
                .toList());
    }

    private static List<Part> replaced(List<Part> parts, Set<Medium> others, UnaryOperator<Part.Media> here) {
        List<Part> all = new ArrayList<>(parts.size());
        for (Part part : parts) {
            if (part instanceof Part.Media media && isWanted(media, others)) {
                all.add(here.apply(media));
            } else if (part instanceof Part.ToolResult(var id, var content, var failed, var mark)) {
                all.add(new Part.ToolResult(id, replaced(content, others, here), failed, mark));
            } else {
                all.add(part);
            }
        }
        return all;
    }
}
