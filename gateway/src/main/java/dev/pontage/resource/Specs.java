package dev.pontage.resource;

import dev.pontage.vendor.Vendors;
import java.util.List;
import java.util.Optional;

/** Reads specs by their kind: the explicit list of readers. */
public final class Specs {
    private final KnownNames known;

    public Specs(KnownNames known) {
        this.known = known;
    }

    /**
     * The spec of a stored row; empty if this program cannot read it, as after going back to an older one.
     *
     * <p>What was accepted once is judged only as far as reading needs it.
     */
    public Optional<Spec> read(Resource resource) {
        Resource.Head head = resource.head();
        Problems problems = new Problems(1);
        Scope scope = Scope.stored(head.kind().word() + " " + head.name(), head.owner(), problems);
        try {
            Spec spec = read(head.kind(), head.name(), StoredSpec.read(resource.spec()), scope);
            return problems.none() ? Optional.of(spec) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Reports what is wrong; the result means something only if nothing was. */
    Spec read(Kind kind, String name, Tree.Fields spec, Scope scope) {
        return switch (kind) {
            case PROVIDER -> ProviderReader.read(spec, scope, known);
            case ACCOUNT -> AccountReader.read(name, spec, scope);
            case KEY -> KeyReader.read(spec, scope);
            case MODEL_MAP -> ModelMapReader.read(spec, scope);
            case PRICE_BOOK -> PriceBookReader.read(spec, scope);
            case SETTING -> SettingReader.read(name, spec, scope);
        };
    }

    Vendors vendors() {
        return known.vendors();
    }

    /** The names that a kind's resources can have; empty for any. */
    static List<String> namesOf(Kind kind) {
        return switch (kind) {
            case SETTING -> SettingReader.NAMES;
            case PROVIDER, ACCOUNT, KEY, MODEL_MAP, PRICE_BOOK -> List.of();
        };
    }
}
