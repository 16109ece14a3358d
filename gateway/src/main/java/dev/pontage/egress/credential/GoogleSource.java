package dev.pontage.egress.credential;

import dev.pontage.base.Secret;
import dev.pontage.base.Ticker;
import dev.pontage.dialect.Headers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

/**
 * Fetches access tokens of Google for a key file: a service account signs a statement and trades it for a token (RFC
 * 7523), a user trades a refresh token.
 *
 * <p>Source: Google, "Using OAuth 2.0 for server to server applications", HTTP/REST.
 */
final class GoogleSource implements Source<Secret> {
    private static final String FILE = "the key file";
    private static final String SCOPE = "https://www.googleapis.com/auth/cloud-platform";
    private static final String USUAL_ENDPOINT = "https://oauth2.googleapis.com/token";
    private static final long LIFE_SECONDS = TimeUnit.HOURS.toSeconds(1);

    private final String label;
    private final SecretText keyFile;
    private final boolean privateAllowed;
    private final Web web;
    private final Ticker ticker;

    /**
     * @param label whose it is, for logs
     * @param privateAllowed whether the key file may name an endpoint in the house: it is an operator's
     */
    GoogleSource(String label, SecretText keyFile, boolean privateAllowed, Web web, Ticker ticker) {
        this.label = label;
        this.keyFile = keyFile;
        this.privateAllowed = privateAllowed;
        this.web = web;
        this.ticker = ticker;
    }

    @Override
    public String name() {
        return "access token of " + label;
    }

    @Override
    public boolean same(Secret before, Secret after) {
        return before.reveal().equals(after.reveal());
    }

    @Override
    public Fresh<Secret> fetch() throws IOException {
        Told file = Told.by(FILE, keyFile.read().reveal());
        String endpoint = file.find("token_uri").orElse(USUAL_ENDPOINT);
        long now = ticker.epochMicros();
        byte[] form = switch (file.text("type")) {
            case "service_account" ->
                Form.of(
                        "grant_type",
                        "urn:ietf:params:oauth:grant-type:jwt-bearer",
                        "assertion",
                        statement(file, endpoint, TimeUnit.MICROSECONDS.toSeconds(now)));
            case "authorized_user" ->
                Form.of(
                        "grant_type", "refresh_token",
                        "client_id", file.text("client_id"),
                        "client_secret", file.text("client_secret"),
                        "refresh_token", file.text("refresh_token"));
            default -> throw new IOException(FILE + " is neither of a service_account nor of an authorized_user");
        };
        return OauthToken.fetch(web, endpoint, privateAllowed, form, now);
    }

    /** The file's own statement that it is itself, signed with RS256 (RFC 7519, RFC 7518). */
    private static String statement(Told file, String audience, long nowSeconds) throws IOException {
        Headers header = Headers.of(
                "alg", "RS256", "typ", "JWT", "kid", file.find("private_key_id").orElse(""));
        Headers claims = Headers.of(
                "iss", file.text("client_email"),
                "scope", SCOPE,
                "aud", audience);
        String body = JsonWords.object(claims, "iat", nowSeconds, "exp", nowSeconds + LIFE_SECONDS);
        String unsigned = encoded(JsonWords.object(header).getBytes(StandardCharsets.UTF_8)) + "."
                + encoded(body.getBytes(StandardCharsets.UTF_8));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key(file.text("private_key")));
            signature.update(unsigned.getBytes(StandardCharsets.US_ASCII));
            return unsigned + "." + encoded(signature.sign());
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // The cause may quote the key.
            throw new IOException(FILE + "'s private_key is no RSA key in PKCS #8 ("
                    + e.getClass().getSimpleName() + ")");
        }
    }

    private static RSAPrivateKey key(String pem) throws GeneralSecurityException {
        String base64 = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        return (RSAPrivateKey) KeyFactory.getInstance("RSA")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
