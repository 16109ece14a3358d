package dev.pontage.egress.credential;

import dev.pontage.base.Answer;
import dev.pontage.base.Ticker;
import dev.pontage.egress.AddressPolicy;
import dev.pontage.egress.Names;
import dev.pontage.egress.Resolver;
import dev.pontage.testkit.wire.ScriptedUpstream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import javax.net.ssl.SSLSocketFactory;

/** Clouds on loopback: a scripted server stands for every metadata endpoint, and time passes by hand. */
public final class CloudRig implements AutoCloseable {
    public final ScriptedUpstream server;
    public final HandClock clock = new HandClock();
    public final List<String> told = Collections.synchronizedList(new ArrayList<>());

    public CloudRig() {
        this(ScriptedUpstream.start());
    }

    public CloudRig(ScriptedUpstream server) {
        this.server = server;
    }

    /** A client of real time; what it resolves lies on loopback. */
    public Web web(WebLimits limits, SSLSocketFactory tls) {
        AddressPolicy policy = new AddressPolicy(
                new Resolver(names(), Runnable::run, Ticker.SYSTEM, Resolver.Limits.DEFAULT), List::of);
        InetSocketAddress here = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
        return new Web(policy, () -> tls, Ticker.SYSTEM, limits, endpoint -> here);
    }

    public Web web() {
        return web(WebLimits.DEFAULT, (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    private static Names names() {
        return host -> List.of(InetAddress.ofLiteral("127.0.0.1"));
    }

    public Credentials credentials(Map<String, String> variables) {
        Witness witness = new Witness() {
            @Override
            public void refreshed(String name, boolean changed) {
                told.add(name + (changed ? " changed" : " is the same"));
            }

            @Override
            public void failed(String name, String reason, boolean held) {
                told.add(name + " failed: " + reason);
            }
        };
        return new Credentials(
                new Refreshed.Means(clock, clock, new SplittableRandom(3), witness, RefreshLimits.DEFAULT),
                web(),
                new Surroundings(variables));
    }

    /** Fetches what is due, and reads. */
    public <T> T now(Refreshed<T> refreshed) {
        clock.pass(0);
        return switch (refreshed.current()) {
            case Answer.Ready<T>(T value) -> value;
            case Answer.Failed<T> failed -> throw new AssertionError(failed.code() + ": " + told);
            case Answer.Pending<T> pending -> throw new AssertionError("pending: " + told);
        };
    }

    @Override
    public void close() {
        server.close();
    }
}
