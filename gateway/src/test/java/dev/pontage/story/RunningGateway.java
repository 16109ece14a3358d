package dev.pontage.story;

import dev.pontage.boot.Address;
import dev.pontage.boot.MediaAccess;
import dev.pontage.boot.Running;
import dev.pontage.boot.StartRefused;
import dev.pontage.boot.StartSettings;
import dev.pontage.testkit.Eventually;
import dev.pontage.testkit.story.GatewayUnderTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The whole gateway as {@code serve -f FILE} starts it; other resources come as a changed file would bring them. */
public final class RunningGateway implements GatewayUnderTest {
    /** No look at the file but those that {@link #apply} asks for. */
    private static final long NEVER_MILLIS = 3_600_000;

    private static final int LEDGER_LIMIT = 10_000;

    /** What the log says last when the resources of a file are refused. */
    private static final String REFUSED = "configuration_kept";

    private final Path folder;
    private final MediaAccess media;
    private final Path file;
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final HttpClient operator = HttpClient.newHttpClient();
    private String applied = "";
    private @Nullable Running running;

    /** @param folder an empty folder for its data, secrets and file */
    public RunningGateway(Path folder) {
        this(folder, MediaAccess.SHIPPED);
    }

    /** One that fetches what requests name by URL with {@code media}. */
    public RunningGateway(Path folder, MediaAccess media) {
        this.folder = folder;
        this.media = media;
        file = folder.resolve("story.yaml");
    }

    @Override
    public void start() {
        try {
            Files.writeString(file, applied);
            running = Running.start(
                    StartSettings.defaults()
                            .listen(new Address("127.0.0.1", 0))
                            .metrics(new Address("127.0.0.1", 0))
                            .data(folder.resolve("data"))
                            .secrets(folder.resolve("secrets"))
                            .files(List.of(file))
                            .environmentProviders(false)
                            .probeLocalServers(false)
                            .reloadMillis(NEVER_MILLIS)
                            .usageBatchMillis(10)
                            .drainMillis(1_000)
                            .build(),
                    log,
                    media);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (StartRefused refused) {
            throw new IllegalStateException(refused);
        }
    }

    @Override
    public void stop() {
        var _ = running().stop();
        operator.close();
    }

    @Override
    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + running().address().port());
    }

    @Override
    public void apply(String resources) {
        if (resources.equals(applied)) {
            return;
        }
        try {
            Files.writeString(file, resources);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        log.reset();
        long version = running().configurationVersion();
        running().reloadSoon();
        Eventually.poll(
                "the resources in force",
                () -> running().configurationVersion() > version || logged().contains(REFUSED));
        if (running().configurationVersion() == version) {
            throw new AssertionError(logged() + resources);
        }
        applied = resources;
    }

    @Override
    public List<String> ledgerAfter(long seq) {
        HttpRequest request = HttpRequest.newBuilder(
                        baseUrl().resolve("/admin/ledger?after=" + seq + "&limit=" + LEDGER_LIMIT))
                .header("authorization", "Bearer " + running().adminToken().reveal())
                .build();
        try {
            running().flush();
            HttpResponse<String> answer = operator.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new AssertionError("the ledger answers " + answer.statusCode() + " " + answer.body());
            }
            return answer.body().lines().toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while the ledger was read", interrupted);
        }
    }

    private String logged() {
        return log.toString(StandardCharsets.UTF_8);
    }

    private Running running() {
        if (running == null) {
            throw new IllegalStateException("not started");
        }
        return running;
    }
}
