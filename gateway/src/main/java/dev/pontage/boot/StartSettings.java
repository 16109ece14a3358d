package dev.pontage.boot;

import dev.pontage.base.Secret;
import dev.pontage.egress.Networks;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What one process is told at its start; everything else is configured by resources.
 *
 * @param listen where clients connect
 * @param metrics where metrics are read; elsewhere than on loopback only with the operators' token
 * @param data directory of the embedded database
 * @param secrets directory of the keyset, the admin token and first-run files
 * @param files what was given to {@code -f}
 * @param environment the process's environment, read for vendors' keys and for secret references
 * @param environmentProviders whether vendors' keys in the environment register providers
 * @param privateNetworks private networks in which providers may lie that no file names
 * @param probeLocalServers whether Ollama, LM Studio and vLLM are looked for on loopback
 * @param secretsToFiles whether first secrets are written to files instead of standard output
 * @param defaultModel what serves a model nobody knows; empty for none
 * @param adminToken the operator's token, generated when absent (empty text)
 * @param eventLoops how many event loops serve
 * @param drainMillis how long running exchanges may take at a stop
 * @param flushMillis how long the books may take after that
 * @param heartbeatMillis silence after which a stream gets a sign of life
 * @param mediaMillis how long all that a request names by URL may take to be fetched; less than 2^31
 * @param reloadMillis how often files are looked at
 * @param modelListMillis how long a provider's own list of models counts until it is asked again; 0: none is asked
 * @param usageBatchRows most ledger rows in one transaction
 * @param usageBatchMillis how long a row waits for company
 * @param logBytes how much of the log may wait to be written
 */
public record StartSettings(
        Address listen,
        Address metrics,
        Path data,
        Path secrets,
        List<Path> files,
        Map<String, String> environment,
        boolean environmentProviders,
        Networks privateNetworks,
        boolean probeLocalServers,
        boolean secretsToFiles,
        String defaultModel,
        Secret adminToken,
        int eventLoops,
        long drainMillis,
        long flushMillis,
        long heartbeatMillis,
        long mediaMillis,
        long reloadMillis,
        long modelListMillis,
        int usageBatchRows,
        long usageBatchMillis,
        int logBytes) {

    public StartSettings {
        files = List.copyOf(files);
        environment = Map.copyOf(environment);
    }

    /** A builder with the defaults. */
    public static Builder defaults() {
        return new Builder();
    }

    /** Collects settings; what is not set keeps its default. */
    public static final class Builder {
        private Address listen = new Address("127.0.0.1", 8080);
        private Address metrics = new Address("127.0.0.1", 9464);
        private Path data = Path.of("data");
        private Path secrets = Path.of("secrets");
        private List<Path> files = List.of();
        private Map<String, String> environment = Map.of();
        private boolean environmentProviders = true;
        private Networks privateNetworks = Networks.NONE;
        private boolean probeLocalServers = true;
        private boolean secretsToFiles = true;
        private String defaultModel = "";
        private Secret adminToken = new Secret("");
        private int eventLoops = Math.max(1, Runtime.getRuntime().availableProcessors());
        private long drainMillis = 25_000;
        private long flushMillis = 5_000;
        private long heartbeatMillis = 15_000;
        private long mediaMillis = 20_000;
        private long reloadMillis = 1_000;
        private long modelListMillis;
        private int usageBatchRows = 1_000;
        private long usageBatchMillis = 1_000;
        private int logBytes = 8 << 20;

        public Builder listen(Address value) {
            listen = value;
            return this;
        }

        public Builder metrics(Address value) {
            metrics = value;
            return this;
        }

        public Builder data(Path value) {
            data = value;
            return this;
        }

        public Builder secrets(Path value) {
            secrets = value;
            return this;
        }

        public Builder files(List<Path> value) {
            files = value;
            return this;
        }

        public Builder environment(Map<String, String> value) {
            environment = value;
            return this;
        }

        public Builder environmentProviders(boolean value) {
            environmentProviders = value;
            return this;
        }

        public Builder privateNetworks(Networks value) {
            privateNetworks = value;
            return this;
        }

        public Builder probeLocalServers(boolean value) {
            probeLocalServers = value;
            return this;
        }

        public Builder secretsToFiles(boolean value) {
            secretsToFiles = value;
            return this;
        }

        public Builder defaultModel(String value) {
            defaultModel = value;
            return this;
        }

        public Builder adminToken(Secret value) {
            adminToken = value;
            return this;
        }

        public Builder eventLoops(int value) {
            eventLoops = value;
            return this;
        }

        public Builder drainMillis(long value) {
            drainMillis = value;
            return this;
        }

        public Builder flushMillis(long value) {
            flushMillis = value;
            return this;
        }

        public Builder heartbeatMillis(long value) {
            heartbeatMillis = value;
            return this;
        }

        public Builder mediaMillis(long value) {
            mediaMillis = value;
            return this;
        }

        public Builder reloadMillis(long value) {
            reloadMillis = value;
            return this;
        }

        /** By default no provider is asked. */
        public Builder modelListMillis(long value) {
            modelListMillis = value;
            return this;
        }

        public Builder usageBatchRows(int value) {
            usageBatchRows = value;
            return this;
        }

        public Builder usageBatchMillis(long value) {
            usageBatchMillis = value;
            return this;
        }

        public Builder logBytes(int value) {
            logBytes = value;
            return this;
        }

        public StartSettings build() {
            return new StartSettings(
                    listen,
                    metrics,
                    data,
                    secrets,
                    files,
                    environment,
                    environmentProviders,
                    privateNetworks,
                    probeLocalServers,
                    secretsToFiles,
                    defaultModel,
                    adminToken,
                    eventLoops,
                    drainMillis,
                    flushMillis,
                    heartbeatMillis,
                    mediaMillis,
                    reloadMillis,
                    modelListMillis,
                    usageBatchRows,
                    usageBatchMillis,
                    logBytes);
        }
    }
}
