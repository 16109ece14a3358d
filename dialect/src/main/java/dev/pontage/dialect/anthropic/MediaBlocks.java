package dev.pontage.dialect.anthropic;

import dev.pontage.dialect.chat.Losses;
import dev.pontage.dialect.chat.Part;
import dev.pontage.dialect.chat.Part.Detail;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.Malformed;
import dev.pontage.dialect.json.Members;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;

/** Images and documents as this protocol spells them; what it cannot take at all changes the meaning and is refused. */
final class MediaBlocks {
    private static final Set<String> IMAGES = Set.of("image/jpeg", "image/png", "image/gif", "image/webp");
    private static final String PDF = "application/pdf";
    private static final String PLACE = "messages";

    private final Losses losses;
    private final CacheMarks marks;

    MediaBlocks(Losses losses, CacheMarks marks) {
        this.losses = losses;
        this.marks = marks;
    }

    Json of(Part.Media media) {
        return switch (media.medium()) {
            case IMAGE -> image(media);
            case DOCUMENT -> document(media);
            case AUDIO -> throw refused("audio");
            case VIDEO -> throw refused("a film");
        };
    }

    private static Malformed refused(String what) {
        return new Malformed(PLACE, "has " + what + ", which this model's provider does not take");
    }

    private Json image(Part.Media media) {
        if (media.detail() != Detail.AUTO) {
            losses.add("messages[].content[].image_url.detail");
        }
        Json source = switch (media.source()) {
            case Part.Inline(String base64) -> base64(imageType(media.mediaType(), base64), base64);
            case Part.Url web -> url(web.url());
            case Part.PlainText _ -> throw refused("an image that is a text");
            case Part.FileId _ -> throw refused("a file that another provider keeps");
        };
        return new Members()
                .put("type", "image")
                .put("source", source)
                .put("cache_control", marks.write(media.mark()))
                .obj();
    }

    /** What the first bytes say, since the API refuses a type that they contradict (protocols 9.5). */
    private static String imageType(String declared, String base64) {
        if (base64.startsWith("/9j/")) {
            return "image/jpeg";
        }
        if (base64.startsWith("iVBORw0KGgo")) {
            return "image/png";
        }
        if (base64.startsWith("R0lGOD")) {
            return "image/gif";
        }
        if (base64.startsWith("UklGR")) {
            return "image/webp";
        }
        String lower = declared.toLowerCase(Locale.ROOT);
        String type = lower.equals("image/jpg") ? "image/jpeg" : lower;
        if (!IMAGES.contains(type)) {
            throw refused("an image that is not JPEG, PNG, GIF or WebP");
        }
        return type;
    }

    private Json document(Part.Media media) {
        Json source = switch (media.source()) {
            case Part.Inline(String base64) -> inline(media.mediaType().toLowerCase(Locale.ROOT), base64);
            case Part.Url web -> url(web.url());
            case Part.PlainText(String text) -> plain(text);
            case Part.FileId _ -> throw refused("a file that another provider keeps");
        };
        Members document = new Members().put("type", "document").put("source", source);
        if (!media.name().isEmpty()) {
            document.put("title", media.name());
        }
        return document.put("cache_control", marks.write(media.mark())).obj();
    }

    private Json inline(String mediaType, String base64) {
        if (mediaType.equals(PDF)) {
            return base64(PDF, base64);
        }
        if (!mediaType.startsWith("text/")) {
            throw refused("a document that is neither PDF nor text");
        }
        if (!mediaType.equals("text/plain")) {
            losses.add("messages[].content[].file.media_type");
        }
        try {
            return plain(new String(Base64.getMimeDecoder().decode(base64), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException noBase64) {
            throw refused("a document that is not in base64");
        }
    }

    private static Json plain(String text) {
        return new Members()
                .put("type", "text")
                .put("media_type", "text/plain")
                .put("data", text)
                .obj();
    }

    private static Json base64(String mediaType, String base64) {
        return new Members()
                .put("type", "base64")
                .put("media_type", mediaType)
                .put("data", base64)
                .obj();
    }

    private static Json url(String url) {
        return new Members().put("type", "url").put("url", url).obj();
    }
}
