package dev.pontage.relay;

import dev.pontage.base.Answer;
import dev.pontage.dialect.chat.ChatCodec;
import dev.pontage.dialect.chat.ChatRequest;
import dev.pontage.dialect.chat.Maker;
import dev.pontage.dialect.chat.NotingWriter;
import dev.pontage.dialect.chat.OpaqueState;
import dev.pontage.dialect.chat.ReplyWriter;
import dev.pontage.dialect.chat.Restoring;
import dev.pontage.exchange.Asked;
import dev.pontage.exchange.Candidate;
import dev.pontage.memento.Memento;
import dev.pontage.memento.Mementos;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps what makers want back with tool calls for clients that cannot send it, and puts it into their next turn (C1).
 */
final class Recall {
    private final Mementos mementos;

    Recall(Mementos mementos) {
        this.mementos = mementos;
    }

    /** The request with what the candidate's maker wants back and the client did not send, as far as it is kept. */
    ChatRequest restored(ChatRequest request, Asked asked, Candidate candidate, ChatCodec upstream) {
        List<String> wanting = Restoring.wanting(request);
        // One that has to be asked over a network will be waited for before the request is written; today none is.
        if (wanting.isEmpty()
                || !(mementos.find(asked.caller().account().id(), wanting)
                        instanceof Answer.Ready<Map<String, Memento>>(Map<String, Memento> found))) {
            return request;
        }
        String origin = origin(candidate, upstream);
        Map<String, OpaqueState> states = new HashMap<>();
        found.forEach((callId, memento) -> {
            if (memento.origin().equals(origin)) {
                states.put(callId, memento.state());
            }
        });
        return Restoring.with(request, states);
    }

    /** The same writer; what its client could not send back is kept on the way. */
    ReplyWriter noting(ReplyWriter writer, Asked asked, Candidate candidate, ChatCodec client, ChatCodec upstream) {
        String account = asked.caller().account().id();
        String origin = origin(candidate, upstream);
        return NotingWriter.over(
                writer,
                client,
                upstream.maker(candidate.upstreamModel()),
                (callId, state) -> mementos.keep(account, callId, new Memento(origin, state)));
    }

    private static String origin(Candidate candidate, ChatCodec upstream) {
        return origin(
                upstream.maker(candidate.upstreamModel()),
                candidate.provider().id(),
                candidate.credential().id(),
                candidate.upstreamModel());
    }

    /** A word for all who believe what is signed here. */
    static String origin(Maker maker, String provider, String credential, String model) {
        String where = switch (maker.scope()) {
            case EVERYWHERE -> "";
            case PROVIDER -> provider;
            case CREDENTIAL -> provider + '/' + credential;
            case MODEL -> provider + '/' + model;
        };
        return maker.signer() + " " + where;
    }
}
