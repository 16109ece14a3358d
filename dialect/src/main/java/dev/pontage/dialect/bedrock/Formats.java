package dev.pontage.dialect.bedrock;

import dev.pontage.dialect.chat.Part.Medium;
import java.util.Locale;
import java.util.Map;

/** This protocol's words for kinds of media, which elsewhere are media types (protocols 5.2, 9.5). */
final class Formats {
    private static final Map<String, String> DOCUMENTS = Map.of(
            "pdf", "application/pdf",
            "csv", "text/csv",
            "doc", "application/msword",
            "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "xls", "application/vnd.ms-excel",
            "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "html", "text/html",
            "txt", "text/plain",
            "md", "text/markdown");

    private Formats() {}

    /** The media type of a format. */
    static String type(Medium medium, String format) {
        return switch (medium) {
            case IMAGE -> "image/" + format;
            case AUDIO -> "audio/" + format;
            case VIDEO -> "video/" + (format.equals("three_gp") ? "3gpp" : format);
            case DOCUMENT -> DOCUMENTS.getOrDefault(format, "application/octet-stream");
        };
    }

    /**
     * The format of a medium; empty if the protocol has none for it.
     *
     * @param base64 how the data begins: an image that says another type than its data is refused upstream
     */
    static String format(Medium medium, String type, String name, String base64) {
        String plain = type.toLowerCase(Locale.ROOT);
        return switch (medium) {
            case IMAGE -> image(plain, base64);
            case AUDIO -> audio(sub(plain, "audio/"));
            case VIDEO -> video(sub(plain, "video/"));
            case DOCUMENT -> document(plain, name);
        };
    }

    private static String image(String type, String base64) {
        if (base64.startsWith("iVBORw0KGgo")) {
            return "png";
        }
        if (base64.startsWith("/9j/")) {
            return "jpeg";
        }
        if (base64.startsWith("R0lGOD")) {
            return "gif";
        }
        if (base64.startsWith("UklGR") && base64.startsWith("XRUJQ", 11)) {
            return "webp";
        }
        return switch (type) {
            case "image/png" -> "png";
            case "image/jpeg", "image/jpg" -> "jpeg";
            case "image/gif" -> "gif";
            case "image/webp" -> "webp";
            default -> "";
        };
    }

    private static String audio(String sub) {
        return switch (sub) {
            case "mp3", "opus", "wav", "aac", "flac", "mp4", "ogg", "mkv", "mka", "m4a", "mpga", "pcm", "webm" -> sub;
            case "x-aac" -> "x-aac";
            case "mpeg" -> "mp3";
            case "x-wav", "wave", "vnd.wave" -> "wav";
            case "x-flac" -> "flac";
            case "x-m4a" -> "m4a";
            default -> "";
        };
    }

    private static String video(String sub) {
        return switch (sub) {
            case "mkv", "mov", "mp4", "webm", "flv", "mpeg", "mpg", "wmv" -> sub;
            case "x-matroska" -> "mkv";
            case "quicktime" -> "mov";
            case "x-flv" -> "flv";
            case "x-ms-wmv" -> "wmv";
            case "3gpp" -> "three_gp";
            default -> "";
        };
    }

    private static String document(String type, String name) {
        for (Map.Entry<String, String> known : DOCUMENTS.entrySet()) {
            if (known.getValue().equals(type)) {
                return known.getKey();
            }
        }
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        if (DOCUMENTS.containsKey(extension)) {
            return extension;
        }
        return type.startsWith("text/") ? "txt" : "";
    }

    private static String sub(String type, String prefix) {
        return type.startsWith(prefix) ? type.substring(prefix.length()) : type;
    }

    /** Whether a document's name ends in the format that is said besides. */
    static boolean isExtension(String text) {
        return DOCUMENTS.containsKey(text.toLowerCase(Locale.ROOT));
    }
}
