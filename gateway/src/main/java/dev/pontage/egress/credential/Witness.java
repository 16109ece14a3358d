package dev.pontage.egress.credential;

/** Is told what became of refreshes, for logs and metrics. Called on the thread of the refresh. */
public interface Witness {

    /** @param changed whether it differs from what was held before; the first one does */
    void refreshed(String name, boolean changed);

    /**
     * It is tried again.
     *
     * @param reason in words, without a secret
     * @param held whether there is still an old value to go on with
     */
    void failed(String name, String reason, boolean held);

    /** Tells nobody. */
    Witness SILENT = new Witness() {
        @Override
        public void refreshed(String name, boolean changed) {}

        @Override
        public void failed(String name, String reason, boolean held) {}
    };
}
