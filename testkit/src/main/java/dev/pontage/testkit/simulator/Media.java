package dev.pontage.testkit.simulator;

import java.nio.charset.StandardCharsets;

/** Knows a medium by its first bytes, as the services do that refuse what contradicts its declared type. */
final class Media {
    private Media() {}

    /** Checks base64 bytes against a media type, where the type has a mark. */
    static void sniff(At data, String type) {
        byte[] bytes = data.base64();
        String found = of(bytes);
        if (!found.isEmpty() && !found.equals(type)) {
            throw data.fail("Image does not match the provided media type " + type + ", it appears to be " + found);
        }
    }

    private static String of(byte[] bytes) {
        String start = new String(bytes, 0, Math.min(12, bytes.length), StandardCharsets.ISO_8859_1);
        if (start.startsWith("\u0089PNG")) {
            return "image/png";
        }
        if (start.startsWith("\u00ff\u00d8\u00ff")) {
            return "image/jpeg";
        }
        if (start.startsWith("GIF8")) {
            return "image/gif";
        }
        if (start.startsWith("RIFF") && start.endsWith("WEBP")) {
            return "image/webp";
        }
        return start.startsWith("%PDF") ? "application/pdf" : "";
    }
}
