package dev.pontage.egress.credential;

import dev.pontage.base.Secret;
import dev.pontage.egress.sign.AwsKeys;
import java.io.IOException;

/** Puts AWS keys together whose parts are kept apart, some of them with a secret manager. */
final class GivenKeys implements Source<AwsKeys> {
    private final String label;
    private final SecretText id;
    private final SecretText secret;
    private final SecretText session;
    private final long lookAgainMillis;

    GivenKeys(String label, SecretText id, SecretText secret, SecretText session, long lookAgainMillis) {
        this.label = label;
        this.id = id;
        this.secret = secret;
        this.session = session;
        this.lookAgainMillis = lookAgainMillis;
    }

    @Override
    public String name() {
        return "AWS keys of " + label;
    }

    @Override
    public boolean same(AwsKeys before, AwsKeys after) {
        return before.accessKeyId().equals(after.accessKeyId())
                && before.secretAccessKey()
                        .reveal()
                        .equals(after.secretAccessKey().reveal())
                && before.sessionToken().reveal().equals(after.sessionToken().reveal());
    }

    @Override
    public Fresh<AwsKeys> fetch() throws IOException {
        Secret given = id.read();
        return Fresh.lookedAtEvery(lookAgainMillis, new AwsKeys(given.reveal(), secret.read(), session.read()));
    }
}
