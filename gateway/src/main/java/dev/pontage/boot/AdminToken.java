package dev.pontage.boot;

import dev.pontage.base.Product;
import dev.pontage.base.Secret;
import dev.pontage.seal.GivenSecret;
import dev.pontage.seal.KeyMaker;
import dev.pontage.seal.SecretFiles;
import java.io.IOException;
import java.util.Optional;

/** The operator's token: given, or made at the first start and kept in the secrets directory. */
final class AdminToken {
    static final String FILE = "admin-token";

    /** Where it may be given. */
    static final String VARIABLE = Product.VARIABLE_PREFIX + "ADMIN_TOKEN";

    private AdminToken() {}

    static Secret of(Secret given, SecretFiles secrets, KeyMaker keys) throws StartRefused, IOException {
        if (!given.reveal().isEmpty()) {
            return checked(VARIABLE, given);
        }
        Optional<String> kept = secrets.read(FILE);
        if (kept.isPresent()) {
            return checked(secrets.path(FILE).toString(), new Secret(kept.get().strip()));
        }
        Secret made = keys.generate();
        secrets.write(FILE, made.reveal() + "\n");
        return made;
    }

    /** The file is judged as the variable is: nobody else's hand but an operator's puts a short text there (D9). */
    private static Secret checked(String origin, Secret token) throws StartRefused {
        Optional<String> problem = GivenSecret.problem(origin, token);
        if (problem.isPresent()) {
            throw new StartRefused(ExitCode.USAGE, problem.get());
        }
        return token;
    }
}
