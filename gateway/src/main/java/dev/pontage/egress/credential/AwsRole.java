package dev.pontage.egress.credential;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Where AWS keys come from that nobody wrote into a document. */
public enum AwsRole {
    /** The first of the others that is there, in this order, as AWS's own SDKs look. */
    AMBIENT,
    /** {@code AWS_ACCESS_KEY_ID} and its companions. */
    ENVIRONMENT,
    /**
     * A role that a signed token of the platform may take: {@code AWS_WEB_IDENTITY_TOKEN_FILE}, {@code AWS_ROLE_ARN}.
     */
    WEB_IDENTITY,
    /** A profile of {@code ~/.aws/credentials} or {@code ~/.aws/config}. */
    PROFILE,
    /** The role of a task or a pod: {@code AWS_CONTAINER_CREDENTIALS_FULL_URI} or {@code _RELATIVE_URI}. */
    CONTAINER,
    /** The role of this machine, by IMDSv2. */
    INSTANCE;

    /** As configuration spells it: {@code web-identity}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<AwsRole> of(String word) {
        return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
    }

    public static List<String> words() {
        return Arrays.stream(values()).map(AwsRole::word).toList();
    }
}
