package dev.pontage.boot;

import dev.pontage.base.Answer;
import dev.pontage.ledger.Books;
import dev.pontage.ledger.Receipt;
import dev.pontage.testkit.Eventually;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Books in memory that a test reads, and can make late or fail. */
public final class TestBooks implements Books {
    private final Eventually board = new Eventually();
    private final Map<String, Receipt> receipts = new LinkedHashMap<>();
    private final List<String> calls = new ArrayList<>();
    private volatile Supplier<Answer<Entered>> onOpen = () -> new Answer.Ready<>(Entered.ENTERED);
    private volatile Supplier<Answer<Entered>> onAttempt = () -> new Answer.Ready<>(Entered.ENTERED);
    private volatile Supplier<Answer<Entered>> onClose = () -> new Answer.Ready<>(Entered.ENTERED);

    public void answerOpenWith(Supplier<Answer<Entered>> answer) {
        onOpen = answer;
    }

    public void answerAttemptWith(Supplier<Answer<Entered>> answer) {
        onAttempt = answer;
    }

    public void answerCloseWith(Supplier<Answer<Entered>> answer) {
        onClose = answer;
    }

    @Override
    public Answer<Entered> open(Opening opening) {
        board.change(() -> calls.add("open " + opening.requestId()));
        return onOpen.get();
    }

    @Override
    public Answer<Entered> attempt(AttemptBegun attempt) {
        board.change(() -> calls.add("attempt " + attempt.number()));
        return onAttempt.get();
    }

    @Override
    public Answer<Entered> close(Receipt receipt) {
        board.change(() -> {
            calls.add("close " + receipt.requestId());
            receipts.put(receipt.requestId(), receipt);
        });
        return onClose.get();
    }

    /** Waits until {@code count} exchanges have been closed; the receipts in the order of their first closing. */
    public List<Receipt> awaitReceipts(int count) {
        board.awaitTrue(count + " receipts", () -> receipts.size() >= count);
        return board.read(() -> List.copyOf(receipts.values()));
    }

    /** The one receipt there must be. */
    public Receipt awaitOnly() {
        List<Receipt> all = awaitReceipts(1);
        if (all.size() != 1) {
            throw new AssertionError("more than one receipt: " + all);
        }
        return all.getFirst();
    }

    /** What was called, in order: {@code open ID}, {@code attempt N}, {@code close ID}. */
    public List<String> calls() {
        return board.read(() -> List.copyOf(calls));
    }

    public int receiptsSoFar() {
        return board.read(receipts::size);
    }

    /** Waits until {@code count} calls begin so. */
    public void awaitCalls(String prefix, int count) {
        board.awaitTrue(
                count + " calls of " + prefix,
                () -> calls.stream().filter(call -> call.startsWith(prefix)).count() >= count);
    }
}
