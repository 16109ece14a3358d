package dev.pontage.dialect.openai;

import dev.pontage.dialect.json.Flag;
import dev.pontage.dialect.json.Shape;
import java.util.function.Consumer;

/**
 * Collects the fields of one kind of request into a shape; what is done with a field shows in the range of its number.
 *
 * <p>Numbers below {@link #TEXT} belong to the peek itself.
 */
final class Fields {
    /** From here on: text that is only counted. */
    static final int TEXT = 1_000;

    static final int IMAGES = 2_000;
    static final int AUDIO = 3_000;
    static final int FILES = 4_000;

    /** From here on: ids of objects that an upstream keeps; none is ours to show (C8, protocols: foreign ids). */
    static final int FOREIGN = 5_000;

    /** From here on: an id if it is a scalar; as an object or array it is judged by what is in it. */
    static final int FOREIGN_SCALAR = 6_000;

    private final Shape.Paths paths;
    private int nextText = TEXT;
    private int nextImage = IMAGES;
    private int nextAudio = AUDIO;
    private int nextFile = FILES;
    private int nextForeign = FOREIGN;
    private int nextForeignScalar = FOREIGN_SCALAR;

    private Fields(Shape.Paths paths) {
        this.paths = paths;
    }

    static Shape shape(Consumer<Fields> fields) {
        return Shape.of(paths -> fields.accept(new Fields(paths)));
    }

    Fields at(String path, int node, Flag... flags) {
        paths.at(path, node, flags);
        return this;
    }

    /** Strings that the model reads. */
    Fields text(String... texts) {
        for (String path : texts) {
            paths.at(path, nextText++, Flag.TEXT);
        }
        return this;
    }

    /** Places where every string and name is read by the model, or may be: unknown members among them. */
    Fields deep(String... texts) {
        for (String path : texts) {
            paths.at(path, nextText++, Flag.DEEP_TEXT);
        }
        return this;
    }

    /** Members that are known and no text, so that {@code *} beside them does not take them. */
    Fields known(String... others) {
        for (String path : others) {
            paths.at(path, nextText++);
        }
        return this;
    }

    Fields images(String... media) {
        for (String path : media) {
            paths.at(path, nextImage++, Flag.MEDIA);
        }
        return this;
    }

    Fields films(String... media) {
        for (String path : media) {
            paths.at(path, nextImage++, Flag.LONG_MEDIA);
        }
        return this;
    }

    Fields audio(String... media) {
        for (String path : media) {
            paths.at(path, nextAudio++, Flag.MEDIA);
        }
        return this;
    }

    Fields files(String... media) {
        for (String path : media) {
            paths.at(path, nextFile++, Flag.LONG_MEDIA);
        }
        return this;
    }

    Fields foreign(String... ids) {
        for (String path : ids) {
            paths.at(path, nextForeign++);
        }
        return this;
    }

    /** Ids where a scalar stands, while an object or array is judged by what is in it. */
    Fields foreignScalar(String... ids) {
        for (String path : ids) {
            paths.at(path, nextForeignScalar++);
        }
        return this;
    }

    /** Lists of ids; an empty one names nothing. */
    Fields foreignLists(String... lists) {
        for (String path : lists) {
            foreignScalar(path).foreign(path + "[]");
        }
        return this;
    }
}
