package dev.pontage.call;

/**
 * The bounds of upstream connections and answers.
 *
 * @param idleMillis how long a connection is kept without a request, and an origin without a connection
 * @param answerLineBytes the longest status line
 * @param answerHeadBytes the largest header section of an answer
 * @param interimAnswers the most 1xx heads before the final one
 * @param decodedBytes the most that one coded answer may decode to (F-16, F-17)
 * @param decodedRatio how many times its coded size an answer may decode to, beyond the first 64 KiB (F-16)
 */
public record CallLimits(
        long idleMillis,
        int answerLineBytes,
        int answerHeadBytes,
        int interimAnswers,
        long decodedBytes,
        int decodedRatio) {

    public static final CallLimits DEFAULT = new CallLimits(30_000, 4_096, 64 * 1024, 16, 64L * 1024 * 1024, 100);
}
