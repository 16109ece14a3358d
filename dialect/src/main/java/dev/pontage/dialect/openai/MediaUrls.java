package dev.pontage.dialect.openai;

import dev.pontage.dialect.chat.CacheMark;
import dev.pontage.dialect.chat.Part;
import dev.pontage.dialect.chat.Part.Detail;
import dev.pontage.dialect.chat.Part.Medium;
import dev.pontage.dialect.json.Place;
import org.jspecify.annotations.Nullable;

/** Media as this vendor's protocols carry them: a URL, be it a data URL (RFC 2397). */
final class MediaUrls {
    private static final String DATA = "data:";
    private static final String BASE64 = ";base64,";

    private MediaUrls() {}

    static Part read(Medium medium, Place url, String name, Detail detail, @Nullable CacheMark mark) {
        String text = url.text();
        if (!text.startsWith(DATA)) {
            return new Part.Media(medium, "", Part.Url.at(url), name, detail, mark);
        }
        int comma = text.indexOf(BASE64);
        if (comma < 0) {
            throw url.malformed("must be a data URL in base64");
        }
        String type = text.substring(DATA.length(), comma);
        int parameters = type.indexOf(';');
        String mediaType = parameters < 0 ? type : type.substring(0, parameters);
        Medium kind = mediaType.equals("application/pdf") ? Medium.DOCUMENT : medium;
        return new Part.Media(
                kind, mediaType, new Part.Inline(text.substring(comma + BASE64.length())), name, detail, mark);
    }

    static Detail detail(Place detail) {
        return switch (detail.text("auto")) {
            case "auto" -> Detail.AUTO;
            case "low" -> Detail.LOW;
            case "high" -> Detail.HIGH;
            default -> throw detail.malformed("must be 'auto', 'low' or 'high'");
        };
    }

    static String write(Part.Media media) {
        return switch (media.source()) {
            case Part.Inline(String base64) -> "data:" + media.mediaType() + ";base64," + base64;
            case Part.Url web -> web.url();
            case Part.PlainText(String text) -> text;
            case Part.FileId(String id) -> id;
        };
    }
}
