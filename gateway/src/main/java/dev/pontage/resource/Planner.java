package dev.pontage.resource;

import dev.pontage.resource.Gathering.Read;
import dev.pontage.resource.Spec.ProviderSpec;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Plans the change from what is stored to what texts of documents declare.
 *
 * <p>The texts are everything that files and environment declare now: what they declared before and no longer do is
 * removed. All problems of all texts are found before any is reported, and one is enough to refuse the whole. For the
 * control plane's thread; not for event loops.
 */
public final class Planner {
    private static final int MAX_AUTHOR_CHARS = 512;

    private final Resources resources;
    private final Specs specs;
    private final Vault vault;
    private final SecretResolver resolver;
    private final Supplier<String> ids;
    private final DocumentLimits limits;

    /**
     * @param secrets where {@code env} and {@code file} values are read
     * @param ids makes ids: lower-case hexadecimal, never one twice
     */
    public Planner(
            Resources resources,
            Specs specs,
            Vault vault,
            SecretSource secrets,
            Supplier<String> ids,
            DocumentLimits limits) {
        this.resources = resources;
        this.specs = specs;
        this.vault = vault;
        this.resolver = new SecretResolver(secrets);
        this.ids = ids;
        this.limits = limits;
    }

    /**
     * The change that these texts make, or what is wrong with them; nothing is entered yet.
     *
     * @throws IOException if the stored resources cannot be read
     */
    public PlannedChange plan(List<SourceText> sources) throws IOException {
        Problems problems = new Problems(limits.problems());
        StoredRows stored = StoredRows.load(resources);
        Gathering gathering = new Gathering(stored, specs, vault, resolver, problems);
        List<SourceText> filesFirst = sources.stream()
                .sorted(Comparator.comparingInt(source -> source.owner().isFile() ? 0 : 1))
                .toList();
        for (SourceText source : filesFirst) {
            read(source, gathering, problems);
        }
        check(gathering, problems);
        return new ChangeBuilder(stored, gathering, resolver, vault, ids, problems).build(author(filesFirst));
    }

    private void read(SourceText source, Gathering gathering, Problems problems) {
        YamlReader.read(source, limits, problems, root -> {
            if (gathering.documents() < limits.documents()) {
                DocumentReader.read(root, source, problems).ifPresent(gathering::accept);
            } else {
                problems.add(source.name(), root.line(), "", "more than " + limits.documents() + " documents");
            }
        });
    }

    private void check(Gathering gathering, Problems problems) {
        CrossChecks checks = new CrossChecks(problems);
        gathering.unchangedOthers().forEach(checks::add);
        for (Read read : gathering.changedOthers()) {
            checks.add(read);
            if (read.spec() instanceof ProviderSpec provider) {
                ProviderDraft.check(read, provider, resolver, vault, problems);
            }
        }
        checks.run();
    }

    private static String author(List<SourceText> sources) {
        String author =
                sources.stream().map(source -> source.owner().word()).distinct().collect(Collectors.joining(","));
        return author.isEmpty() ? Owner.START.word() : author.substring(0, Math.min(author.length(), MAX_AUTHOR_CHARS));
    }
}
