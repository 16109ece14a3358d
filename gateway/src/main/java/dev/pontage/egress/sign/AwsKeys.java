package dev.pontage.egress.sign;

import dev.pontage.base.Secret;

/**
 * Who we are to AWS, for as long as it holds.
 *
 * @param accessKeyId public half; it may stand in logs
 * @param secretAccessKey what signatures are made with; it is never sent
 * @param sessionToken sent beside a signature of temporary keys; empty for keys that last
 */
public record AwsKeys(String accessKeyId, Secret secretAccessKey, Secret sessionToken) {
    private static final Secret NONE = new Secret("");

    /** Keys that last until somebody revokes them. */
    public AwsKeys(String accessKeyId, Secret secretAccessKey) {
        this(accessKeyId, secretAccessKey, NONE);
    }

    boolean temporary() {
        return !sessionToken.reveal().isEmpty();
    }
}
