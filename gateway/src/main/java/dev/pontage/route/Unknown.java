package dev.pontage.route;

import dev.pontage.base.Nearest;
import dev.pontage.dialect.Refusal;
import dev.pontage.provider.Provider;
import dev.pontage.snapshot.Snapshot;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Words the refusals of models that cannot be served. */
final class Unknown {
    /** A client's name is quoted back at most this long. */
    private static final int QUOTED_CHARS = 128;

    private Unknown() {}

    static Refusal model(Snapshot snapshot, String asked) {
        Set<String> names = names(snapshot);
        if (names.contains(asked)) {
            return new Refusal(
                            404,
                            "model_not_found",
                            "The model '" + quoted(asked) + "' is known here, but no provider serves it by this call.")
                    .param("model");
        }
        List<String> near = Nearest.of(asked, names, 3);
        String hint = near.isEmpty() ? "" : " Near names: " + String.join(", ", near) + ".";
        return new Refusal(404, "model_not_found", "The model '" + quoted(asked) + "' is not known here." + hint)
                .param("model");
    }

    static Refusal unpriced(String asked, String mapped) {
        String names = asked.equals(mapped)
                ? "The model '" + quoted(asked) + "' has"
                : "The model '" + quoted(mapped) + "', which serves '" + quoted(asked) + "', has";
        return new Refusal(403, "model_not_priced", names + " no price yet, so this account may not use it.")
                .param("model");
    }

    private static Set<String> names(Snapshot snapshot) {
        TreeSet<String> names = new TreeSet<>(snapshot.modelMap().names());
        for (Provider provider : snapshot.providers()) {
            names.addAll(provider.models().literal());
        }
        return names;
    }

    private static String quoted(String name) {
        return name.length() <= QUOTED_CHARS ? name : name.substring(0, QUOTED_CHARS) + "…";
    }
}
