package dev.pontage.dialect.bedrock;

import dev.pontage.dialect.chat.Losses;
import dev.pontage.dialect.chat.Part;
import dev.pontage.dialect.chat.Part.Detail;
import dev.pontage.dialect.chat.Part.Medium;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.Malformed;
import dev.pontage.dialect.json.Members;

/** From images, documents, recordings and films to content blocks (protocols 5.2, 9.5); base64 goes on as it came. */
final class MediaWriter {
    private final Losses losses;
    private final DocumentNames names = new DocumentNames();

    MediaWriter(Losses losses) {
        this.losses = losses;
    }

    /**
     * A block.
     *
     * @param path where the client's turns are, for errors
     * @throws Malformed if the protocol takes no such thing, or its bytes are not here: they are fetched before
     */
    Json.Obj block(Part.Media media, String path) {
        if (media.detail() != Detail.AUTO) {
            losses.add("messages[].content[].image_url.detail");
        }
        Members block = new Members().put("format", format(media, path));
        if (media.medium() == Medium.DOCUMENT) {
            block.put("name", names.name(media.name()));
        }
        return Blocks.of(
                word(media.medium()), block.put("source", source(media, path)).obj());
    }

    private static String format(Part.Media media, String path) {
        if (media.source() instanceof Part.PlainText) {
            String format = Formats.format(media.medium(), media.mediaType(), media.name(), "");
            return format.isEmpty() ? "txt" : format;
        }
        String base64 = media.source() instanceof Part.Inline(String data) ? data : "";
        if (base64.isEmpty()) {
            throw notHere(media, path);
        }
        String format = Formats.format(media.medium(), media.mediaType(), media.name(), base64);
        if (format.isEmpty()) {
            throw new Malformed(
                    path, "has " + phrase(media.medium()) + " of a type that this model's API does not take");
        }
        return format;
    }

    private static Json.Obj source(Part.Media media, String path) {
        return switch (media.source()) {
            case Part.Inline(String base64) -> Blocks.bytes(base64);
            case Part.PlainText(String text) -> {
                if (media.medium() != Medium.DOCUMENT) {
                    throw notHere(media, path);
                }
                yield Blocks.text(text);
            }
            // An object in S3 would be read with the provider's credential, whoever it belongs to (C8).
            case Part.Url _, Part.FileId _ -> throw notHere(media, path);
        };
    }

    private static Malformed notHere(Part.Media media, String path) {
        return new Malformed(
                media.source() instanceof Part.Url web ? web.field() : path,
                "has " + phrase(media.medium()) + " whose bytes are not in the request, which this model's API needs");
    }

    private static String word(Medium medium) {
        return switch (medium) {
            case IMAGE -> "image";
            case DOCUMENT -> "document";
            case AUDIO -> "audio";
            case VIDEO -> "video";
        };
    }

    private static String phrase(Medium medium) {
        return switch (medium) {
            case IMAGE -> "an image";
            case DOCUMENT -> "a document";
            case AUDIO -> "a recording";
            case VIDEO -> "a film";
        };
    }
}
