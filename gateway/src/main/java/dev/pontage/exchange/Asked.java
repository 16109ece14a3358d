package dev.pontage.exchange;

import dev.pontage.dialect.Peek;

/** A request that has been read and looked at. */
public record Asked(Entered entered, Body.Bytes body, Peek peek) {

    public Head head() {
        return entered.known().head();
    }

    public Caller caller() {
        return entered.known().caller();
    }
}
