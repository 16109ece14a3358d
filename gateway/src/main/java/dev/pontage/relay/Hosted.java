package dev.pontage.relay;

import dev.pontage.dialect.Conversion;
import dev.pontage.dialect.Peek;
import dev.pontage.dialect.chat.Written;
import dev.pontage.dialect.host.Hosting;
import dev.pontage.exchange.Asked;
import dev.pontage.exchange.Candidate;

/** What a candidate's API changes in a conversion, where it is not that of the dialect's maker. */
final class Hosted {
    private Hosted() {}

    static Conversion.Same same(Conversion.Same same, Asked asked, Peek peek, Candidate candidate) {
        Hosting hosting = candidate.hosting();
        if (hosting.isNone()) {
            return same;
        }
        Conversion.Same hosted = candidate
                .dialect()
                .hosted(
                        hosting,
                        same,
                        asked.head().headers(),
                        asked.head().operation(),
                        peek,
                        asked.body().array(),
                        candidate.upstreamModel());
        return new Conversion.Same(
                hosted.splices(),
                hosted.path(),
                hosted.headers(),
                hosted.losses(),
                hosted.asked(),
                passages(hosted.passages(), candidate));
    }

    static Written written(Written written, boolean stream, Candidate candidate) {
        Hosting hosting = candidate.hosting();
        return hosting.isNone() ? written : hosting.written(written, candidate.upstreamModel(), stream);
    }

    static Conversion.Passages passages(Conversion.Passages dialects, Candidate candidate) {
        return candidate.hosting().passages(dialects, candidate.errors());
    }
}
