package dev.pontage.exchange;

import dev.pontage.dialect.Conversion;
import dev.pontage.provider.Proof;

/**
 * One try at one candidate, counted from 1.
 *
 * @param proof what is shown of a credential that changes with time; nothing where it does not
 */
public record Attempt(int number, Candidate candidate, Conversion conversion, Proof proof) {
    private static final Proof NOTHING = new Proof.Nothing();

    public Attempt(int number, Candidate candidate, Conversion conversion) {
        this(number, candidate, conversion, NOTHING);
    }

    /** The same with what it proves itself with. */
    public Attempt proven(Proof by) {
        return new Attempt(number, candidate, conversion, by);
    }

    /** The path below the base URL, with its query if it has one. */
    public String path() {
        return candidate.provider().path(conversion.path(), candidate.upstreamModel());
    }

    /** One of the calls that it makes. */
    public Attempt call(Conversion one) {
        return new Attempt(number, candidate, one, proof);
    }
}
