package dev.pontage.store;

/** Hears of what the database does to the books. Called on the writer's thread: no waiting, no throwing. */
public interface Troubles {

    /**
     * The database refuses the books, for the first time or with another reason than before; they are kept and tried
     * again.
     */
    void failing(String reason, int receiptsWaiting);

    /** It takes them again. */
    void recovered();

    /**
     * It took the books but for one receipt, which no trying again will enter: it stands in {@code refused_receipt}.
     */
    void refused(String requestId, String reason);

    /** Nobody listens. */
    Troubles UNHEARD = new Troubles() {
        @Override
        public void failing(String reason, int receiptsWaiting) {}

        @Override
        public void recovered() {}

        @Override
        public void refused(String requestId, String reason) {}
    };
}
