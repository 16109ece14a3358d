package dev.pontage.boot;

import dev.pontage.account.KeyHash;
import dev.pontage.base.Secret;
import dev.pontage.base.Ticker;
import dev.pontage.dialect.list.Dialects;
import dev.pontage.resource.DocumentHash;
import dev.pontage.resource.DocumentLimits;
import dev.pontage.resource.FileSet;
import dev.pontage.resource.KnownNames;
import dev.pontage.resource.PlannedChange;
import dev.pontage.resource.Planner;
import dev.pontage.resource.Problem;
import dev.pontage.resource.ResourcesInMemory;
import dev.pontage.resource.SecretSource;
import dev.pontage.resource.SourceText;
import dev.pontage.resource.Specs;
import dev.pontage.resource.Vault;
import dev.pontage.seal.KeyMaker;
import dev.pontage.vendor.Vendors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Judges configuration files as a start on an empty database would, and keeps nothing. */
public final class FileCheck {
    private FileCheck() {}

    /** What is wrong, a line each; empty if nothing is. */
    public static List<String> problems(List<Path> files, Map<String, String> environment) {
        FileSet set = new FileSet(files, FileSet.Disk.REAL, Ticker.SYSTEM, DocumentLimits.DEFAULT);
        return switch (set.read()) {
            case FileSet.Poll.Changed(List<SourceText> texts) -> problemsOf(texts, environment);
            case FileSet.Poll.Unreadable(List<Problem> problems) -> words(problems);
            case FileSet.Poll.Unchanged unchanged -> List.of();
            case FileSet.Poll.Unstable unstable -> List.of("a file changes while it is read; check it again");
        };
    }

    private static List<String> problemsOf(List<SourceText> texts, Map<String, String> environment) {
        AtomicLong ids = new AtomicLong();
        Planner planner = new Planner(
                new ResourcesInMemory(),
                new Specs(new KnownNames(Vendors.shipped(), Dialects.keyHeaders())),
                new Forgetful(),
                new Unasked(SecretSource.of(environment)),
                () -> Long.toHexString(ids.incrementAndGet()),
                DocumentLimits.DEFAULT);
        try {
            return switch (planner.plan(texts)) {
                case PlannedChange.Ready ready -> List.of();
                case PlannedChange.Refused(List<Problem> problems, int count) -> words(problems);
            };
        } catch (IOException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }

    private static List<String> words(List<Problem> problems) {
        return problems.stream().map(Problem::toString).toList();
    }

    /** What a secret manager keeps is not known without a network: something legal stands in for it. */
    private record Unasked(SecretSource machine) implements SecretSource {
        @Override
        public Optional<Secret> environment(String variable) {
            return machine.environment(variable);
        }

        @Override
        public Secret file(String path) throws IOException {
            return machine.file(path);
        }

        @Override
        public Secret reference(String reference) {
            return new Secret("not-known-before-its-manager-is-asked-" + Integer.toHexString(reference.hashCode()));
        }
    }

    /** Hashes that serve comparison within one check, and no sealing: nothing is kept. */
    private static final class Forgetful implements Vault {
        @Override
        public DocumentHash documentHash(byte[] canonical) {
            return DocumentHash.of(digest(canonical));
        }

        @Override
        public KeyHash keyHash(String value) {
            return KeyHash.of(digest(value.getBytes(StandardCharsets.UTF_8)));
        }

        @Override
        public String seal(Secret secret, Place place) {
            return "";
        }

        @Override
        public Secret open(String sealed, Place place) {
            return new Secret("");
        }

        @Override
        public String sealSigning(Secret secret, String key, String account) {
            return "";
        }

        @Override
        public Secret openSigning(String sealed, String key, String account) {
            return new Secret("");
        }

        @Override
        public Secret newKey() {
            return new KeyMaker(new SecureRandom()).generate();
        }

        private static byte[] digest(byte[] text) {
            try {
                return MessageDigest.getInstance("SHA-256").digest(text);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every JDK has SHA-256", e);
            }
        }
    }
}
