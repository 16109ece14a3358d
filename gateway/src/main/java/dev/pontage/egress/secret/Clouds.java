package dev.pontage.egress.secret;

import dev.pontage.egress.credential.Credentials;

/** Where what is refreshed comes from: our proofs towards clouds, and the secrets that managers keep. */
public record Clouds(Credentials credentials, SecretManagers managers) {}
