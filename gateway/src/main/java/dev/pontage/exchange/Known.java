package dev.pontage.exchange;

/**
 * A request whose caller is known.
 *
 * @param claim what the credential says of the body
 */
public record Known(Head head, Caller caller, BodyClaim claim) {

    /** One whose credential is good for any body. */
    public Known(Head head, Caller caller) {
        this(head, caller, BodyClaim.ANY);
    }
}
