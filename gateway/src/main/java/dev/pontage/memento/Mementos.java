package dev.pontage.memento;

import dev.pontage.base.Answer;
import java.util.List;
import java.util.Map;

/** Where what is kept for tool calls lies; by account, so that nobody finds another's. Called on any thread. */
public interface Mementos {

    /**
     * Keeps this for a call, for a while and as long as there is room. An id that two calls were given is neither's:
     * nothing is found under it then.
     */
    void keep(String account, String callId, Memento memento);

    /**
     * What is kept for these calls of an account, as far as it is still there; no more than one request may get back.
     *
     * @param callIds in the order in which they are to have that room
     */
    Answer<Map<String, Memento>> find(String account, List<String> callIds);
}
