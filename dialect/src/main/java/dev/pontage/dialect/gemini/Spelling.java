package dev.pontage.dialect.gemini;

import dev.pontage.dialect.json.Place;
import java.util.List;

/**
 * How clients may spell a message of Google's: JSON of protocol buffers, which is read more widely than it is written.
 *
 * <p>A field has two names, {@code systemInstruction} and {@code system_instruction}; a list of one may be given as
 * that one (Google's own examples do); bytes may be in either alphabet of base64 (google-genai for Python sends the one
 * for URLs). Protocols 4.1, G07.
 */
final class Spelling {
    private Spelling() {}

    /** The member of this name in either spelling, present or not. */
    static Place at(Place object, String camel) {
        Place first = object.at(camel);
        String snake = snake(camel);
        if (snake.equals(camel)) {
            return first;
        }
        Place second = object.at(snake);
        if (first.isPresent() && second.isPresent()) {
            throw second.malformed("is given twice, in both its spellings");
        }
        return second.isPresent() ? second : first;
    }

    /** The items of a list, or the one object or string that stands for a list of one. */
    static List<Place> list(Place place) {
        return place.isObject() || place.isText() ? List.of(place) : place.items();
    }

    /** Bytes in the alphabet of RFC 4648 section 4, padded; the same text where they are so already. */
    static String base64(String either) {
        if (either.indexOf('-') < 0 && either.indexOf('_') < 0) {
            return either;
        }
        String standard = either.replace('-', '+').replace('_', '/');
        return switch (standard.length() % 4) {
            case 2 -> standard + "==";
            case 3 -> standard + "=";
            default -> standard;
        };
    }

    static String snake(String camel) {
        int upper = 0;
        while (upper < camel.length() && !isUpper(camel.charAt(upper))) {
            upper++;
        }
        if (upper == camel.length()) {
            return camel;
        }
        StringBuilder snake = new StringBuilder(camel.length() + 4);
        for (int i = 0; i < camel.length(); i++) {
            char c = camel.charAt(i);
            if (isUpper(c)) {
                snake.append('_').append((char) (c + 'a' - 'A'));
            } else {
                snake.append(c);
            }
        }
        return snake.toString();
    }

    private static boolean isUpper(char c) {
        return c >= 'A' && c <= 'Z';
    }
}
