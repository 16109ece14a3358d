package dev.pontage.architecture.wrong.relay;

/** A stage, for others to misuse. */
public final class Stage {
    /** A factory, which is a constructor by another name. */
    public static Stage made() {
        return new Stage();
    }
}
