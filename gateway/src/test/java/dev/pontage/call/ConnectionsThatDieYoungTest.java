package dev.pontage.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pontage.provider.Transport;
import dev.pontage.testkit.Ports;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A connection that has closed by the time it is ready")
final class ConnectionsThatDieYoungTest {
    @Test
    @DisplayName("F-06: carries no request: the attempt may be made elsewhere, and the connection is not counted")
    void isNotUsed() {
        try (Rig rig = new Rig();
                Ports unresponsive = Ports.unresponsive()) {
            URI base = URI.create("http://127.0.0.1:" + unresponsive.port());
            Doors doors = new Doors();
            Station station = new Station(
                    new DefaultEventLoop(),
                    new Station.Shared(
                            rig.policy,
                            new Tls(rig.blocking),
                            rig.ticker,
                            CallLimits.DEFAULT,
                            Rig.INSTALLATION,
                            EmbeddedChannel::new,
                            doors));
            Origin origin = new Origin(station, new Door(base, Transport.DEFAULT, true));
            EmbeddedChannel closed = new EmbeddedChannel();
            closed.close().syncUninterruptibly();
            Heard heard = new Heard();
            OneFlight flight = (OneFlight) rig.ask(base).into(heard);
            rig.run(
                    0,
                    () -> origin.opened(
                            new Dial(origin, Objects.requireNonNull(origin.route()), flight),
                            new Line(origin, closed)));
            assertEquals(List.of("failed unreachable NOT_SENT"), heard.await("failed"));
            assertEquals("connection_closed", heard.reason());
            assertEquals(-1, doors.connections(), "the slot that the dial had");
        }
    }
}
