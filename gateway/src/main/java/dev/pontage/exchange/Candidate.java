package dev.pontage.exchange;

import dev.pontage.provider.Credential;
import dev.pontage.provider.Provider;
import java.net.URI;

/**
 * One upstream that could serve a request.
 *
 * @param model the mapped name that leads here: rights and prices go by it
 * @param dialect name of the dialect it is spoken to in
 * @param base that dialect's base URL at this provider
 * @param upstreamModel what the model is called there
 */
public record Candidate(
        Provider provider, Credential credential, String model, String dialect, URI base, String upstreamModel) {}
