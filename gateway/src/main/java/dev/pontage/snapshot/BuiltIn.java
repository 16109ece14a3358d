package dev.pontage.snapshot;

import dev.pontage.provider.Provider;
import java.util.List;

/** The providers that the program brings itself, such as the demo. */
@FunctionalInterface
public interface BuiltIn {

    /** None. */
    BuiltIn NOTHING = configured -> List.of();

    /** Those to add to the configured ones. */
    List<Provider> beside(List<Provider> configured);
}
