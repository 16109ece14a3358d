package dev.pontage.testkit.wire;

import dev.pontage.testkit.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/**
 * Many clients at once, each one socket and one request, read by one thread with one buffer: a few hundred bytes of
 * heap a client, so that 2,000 open streams weigh on the gateway under test and not on the test.
 *
 * <p>Bytes are counted and dropped. An event is a blank line; chunk framing adds none within a body that has none.
 */
public final class LoadOfClients implements AutoCloseable {
    private static final int READ_BYTES = 64 * 1024;
    private static final int CONNECTS_AT_ONCE = 64;

    private final Eventually board = new Eventually();
    private final List<One> clients = new ArrayList<>();
    private final Selector selector;
    private final Queue<Runnable> orders = new ConcurrentLinkedQueue<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(READ_BYTES);
    private volatile boolean closed;

    private LoadOfClients(Selector selector) {
        this.selector = selector;
    }

    /** Opens {@code count} connections and sends the same bytes on each; returns when all are connected. */
    public static LoadOfClients open(InetSocketAddress address, int count, byte[] request) {
        try {
            LoadOfClients load = new LoadOfClients(Selector.open());
            Thread.ofPlatform().daemon().name("load-of-clients").start(load::run);
            for (int i = 0; i < count; i++) {
                load.connect(address, request, i);
            }
            load.board.awaitTrue(count + " connections", () -> load.count(One::connected) == count);
            return load;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Waits until every client that has not ended has seen that many events since the start. */
    public void awaitEventsEach(int events) {
        board.awaitTrue(
                events + " events at each client",
                () -> count(one -> one.ended || one.events >= events) == clients.size());
    }

    /** Waits until all clients together have seen that many events. */
    public void awaitEvents(long events) {
        board.awaitTrue(
                events + " events in all",
                () -> clients.stream().mapToLong(one -> one.events).sum() >= events);
    }

    /** Waits until that many clients have seen their connection end. */
    public void awaitEnded(int count) {
        board.awaitTrue(count + " clients ended", () -> count(one -> one.ended) >= count);
    }

    /** Clients whose connection is open. */
    public int open() {
        return board.read(() -> count(one -> one.connected && !one.ended));
    }

    /** Events seen by all. */
    public long events() {
        return board.read(() -> clients.stream().mapToLong(one -> one.events).sum());
    }

    /** Bytes read by all. */
    public long bytes() {
        return board.read(() -> clients.stream().mapToLong(one -> one.bytes).sum());
    }

    /** Bytes read by the i-th client, from 0. */
    public long bytesOf(int i) {
        return board.read(() -> clients.get(i).bytes);
    }

    /** The i-th client, from 0, leaves with a FIN. */
    public void leave(int i) {
        orderAndAwait(() -> clients.get(i).end());
    }

    /** The i-th client, from 0, stops reading and stays. */
    public void stall(int i) {
        orderAndAwait(() -> clients.get(i).interest(selector, 0));
    }

    /** The i-th client, from 0, reads on. */
    public void resume(int i) {
        orderAndAwait(() -> clients.get(i).interest(selector, SelectionKey.OP_READ));
    }

    @Override
    public void close() {
        closed = true;
        selector.wakeup();
    }

    private void connect(InetSocketAddress address, byte[] request, int number) throws IOException {
        // A SYN flood would overflow the listener's queue, and its retransmission takes a second.
        board.awaitTrue(
                "room among the connections being made", () -> number - count(One::connected) < CONNECTS_AT_ONCE);
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        One one = new One(channel, ByteBuffer.wrap(request));
        board.change(() -> clients.add(one));
        channel.connect(address);
        order(() -> one.register(selector));
    }

    private int count(Predicate<One> which) {
        return (int) clients.stream().filter(which).count();
    }

    private void order(Runnable order) {
        orders.add(order);
        selector.wakeup();
    }

    /** As {@link #order}, and returns when it was carried out. */
    private void orderAndAwait(Runnable order) {
        AtomicBoolean done = new AtomicBoolean();
        order(() -> {
            order.run();
            done.set(true);
        });
        board.awaitTrue("an order to the clients", done::get);
    }

    private void run() {
        try (selector) {
            while (!closed) {
                selector.select();
                board.change(() -> {
                    for (Runnable order = orders.poll(); order != null; order = orders.poll()) {
                        order.run();
                    }
                    selector.selectedKeys().forEach(key -> {
                        if (key.attachment() instanceof One one && key.isValid()) {
                            one.ready(key, buffer);
                        }
                    });
                    selector.selectedKeys().clear();
                });
            }
            board.change(() -> clients.forEach(One::end));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** One client; touched under the board's lock only. */
    private static final class One {
        private final SocketChannel channel;
        private final ByteBuffer request;
        private boolean connected;
        private boolean ended;
        private long bytes;
        private int events;
        private int last;

        One(SocketChannel channel, ByteBuffer request) {
            this.channel = channel;
            this.request = request;
        }

        boolean connected() {
            return connected || ended;
        }

        void register(Selector selector) {
            try {
                channel.register(selector, SelectionKey.OP_CONNECT, this);
            } catch (IOException failed) {
                end();
            }
        }

        void interest(Selector selector, int operations) {
            SelectionKey key = channel.keyFor(selector);
            if (key != null && key.isValid()) {
                key.interestOps(operations);
            }
        }

        void ready(SelectionKey key, ByteBuffer buffer) {
            try {
                if (!connected) {
                    connected = channel.finishConnect();
                }
                while (request.hasRemaining()) {
                    // A request of a few kilobytes fits the empty send buffer; a longer one waits here for the peer.
                    int _ = channel.write(request);
                }
                if (key.interestOps() == SelectionKey.OP_CONNECT) {
                    key.interestOps(SelectionKey.OP_READ);
                    return;
                }
                read(buffer);
            } catch (IOException failed) {
                end();
            }
        }

        private void read(ByteBuffer buffer) throws IOException {
            buffer.clear();
            int count = channel.read(buffer);
            if (count < 0) {
                end();
                return;
            }
            bytes += count;
            for (int i = 0; i < count; i++) {
                int next = buffer.get(i);
                events += next == '\n' && last == '\n' ? 1 : 0;
                last = next;
            }
        }

        void end() {
            ended = true;
            try {
                channel.close();
            } catch (IOException ignored) {
                // Nothing more can be done with it.
            }
        }
    }
}
