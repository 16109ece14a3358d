package dev.pontage.exchange;

import java.util.function.Predicate;

/** What a credential says of the body behind the head; held against the body before anybody looks at it. */
public sealed interface BodyClaim {

    /** Nothing: it is good for any body. */
    record Any() implements BodyClaim {}

    /** The body has the SHA-256 that the head states; that it states it is proved. */
    record Stated(String sha256) implements BodyClaim {}

    /**
     * The head states nothing, so the caller is proved only together with the body.
     *
     * @param proof whether the credential is good for a body of this SHA-256; to be asked off the loop, too
     */
    record Unproved(Predicate<String> proof) implements BodyClaim {}

    BodyClaim ANY = new Any();
}
