package dev.pontage.authenticate;

/**
 * The bounds of signed requests.
 *
 * @param skewMillis how far the client's clock may be from ours, either way
 * @param unprovedBodyBytes the largest body that is read before its signature could be checked
 * @param unprovedBodies how many of those one key may have at a time
 * @param offLoopBytes bodies longer than this are not hashed on the event loop
 * @param patienceMillis how long a request waits for the pool that hashes them
 */
public record SignatureLimits(
        long skewMillis, int unprovedBodyBytes, int unprovedBodies, int offLoopBytes, long patienceMillis) {

    /** The clock as AWS takes it, the body as Bedrock takes it. */
    public static final SignatureLimits DEFAULT = new SignatureLimits(300_000, 25 << 20, 4, 256 << 10, 10_000);
}
