package dev.pontage.architecture.wrong.price;

import dev.pontage.architecture.wrong.account.Owner;

/** The other half of a circle. */
public record Tariff(int level) {
    /** The other half. */
    public Owner owner() {
        return new Owner(this);
    }
}
