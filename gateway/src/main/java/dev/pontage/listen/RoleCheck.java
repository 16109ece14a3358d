package dev.pontage.listen;

import dev.pontage.dialect.Headers;
import dev.pontage.exchange.Role;

/** Decides whether a control-plane caller is what a route demands. Called on a loop: it must not block. */
public interface RoleCheck {

    /** Judges the credential in the head; never asked about {@link Role#ANYONE}. */
    Verdict judge(Role role, Headers headers);

    /** What it found. */
    enum Verdict {
        ALLOWED,
        /** No credential, or one that nobody has: 401. */
        UNKNOWN,
        /** Somebody, but not one who may: 403. */
        FORBIDDEN
    }

    /** For a listener whose routes are all for anybody: everybody else's are closed. */
    RoleCheck NOBODY = (role, headers) -> Verdict.UNKNOWN;
}
