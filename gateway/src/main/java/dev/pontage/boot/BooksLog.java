package dev.pontage.boot;

import dev.pontage.observe.Log;
import dev.pontage.store.Troubles;
import java.util.Map;

/** Tells the log when the database refuses the books. */
final class BooksLog implements Troubles {
    private final Log log;

    BooksLog(Log log) {
        this.log = log;
    }

    @Override
    public void failing(String reason, int receiptsWaiting) {
        log.error("books_failing", Map.of("reason", reason, "receiptsWaiting", Integer.toString(receiptsWaiting)));
    }

    @Override
    public void recovered() {
        log.info("books_recovered", Map.of());
    }

    @Override
    public void refused(String requestId, String reason) {
        log.error("receipt_refused", Map.of("requestId", requestId, "reason", reason));
    }
}
