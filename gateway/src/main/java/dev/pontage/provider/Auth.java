package dev.pontage.provider;

import dev.pontage.base.Secret;

/** How a provider knows us. */
public sealed interface Auth {

    /** {@code Authorization: Bearer KEY}. */
    record Bearer(Secret key) implements Auth {}

    /** A header of the provider's own, such as {@code x-api-key}; {@code name} is in lower case. */
    record Header(String name, Secret key) implements Auth {}

    /** Nothing is sent. */
    record None() implements Auth {}
}
