package dev.pontage.dialect.gemini;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a model's name tells of what it takes (protocols 4.2, 9.7): levels of thinking since 3, budgets since 2.5, JSON
 * Schema since 2.5.
 */
final class ModelName {
    private static final Pattern VERSION = Pattern.compile("gemini-(\\d{1,2})(?:\\.(\\d{1,2}))?");

    private final String name;

    /** Ten times the version: 25 for 2.5. A Gemini without one, such as {@code gemini-flash-latest}, is a new one. */
    private final int version;

    ModelName(String name) {
        this.name = name.toLowerCase(Locale.ROOT);
        Matcher matcher = VERSION.matcher(this.name);
        if (matcher.find()) {
            String minor = matcher.group(2);
            version = 10 * Integer.parseInt(matcher.group(1)) + (minor == null ? 0 : Integer.parseInt(minor));
        } else {
            version = this.name.contains("gemini") ? 25 : 0;
        }
    }

    /** Whether thinking is set by level, and history calls need their signatures. */
    boolean thinksByLevel() {
        return version >= 30;
    }

    /** Whether thinking can be set at all. */
    boolean thinks() {
        return version >= 25;
    }

    /** Whether schemas may be JSON Schema; else they are Google's part of OpenAPI's. A name we do not know may. */
    boolean takesJsonSchema() {
        return version >= 25 || version == 0;
    }

    boolean isPro() {
        return name.contains("pro");
    }

    boolean isFlash() {
        return name.contains("flash");
    }

    boolean isLite() {
        return name.contains("lite");
    }
}
