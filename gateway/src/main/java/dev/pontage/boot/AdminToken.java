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

    private AdminToken() {}

    static Secret of(Secret given, SecretFiles secrets, KeyMaker keys) throws StartRefused, IOException {
        if (!given.reveal().isEmpty()) {
            Optional<String> problem = GivenSecret.problem(Product.VARIABLE_PREFIX + "ADMIN_TOKEN", given);
            if (problem.isPresent()) {
                throw new StartRefused(ExitCode.USAGE, problem.get());
            }
            return given;
        }
        Optional<String> kept = secrets.read(FILE);
        if (kept.isPresent()) {
            return new Secret(kept.get().strip());
        }
        Secret made = keys.generate();
        secrets.write(FILE, made.reveal() + "\n");
        return made;
    }
}
