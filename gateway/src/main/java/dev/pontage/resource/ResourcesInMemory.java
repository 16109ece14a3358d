package dev.pontage.resource;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Resources that live as long as the process: for {@code --store none}, for {@code check} and for tests. */
public final class ResourcesInMemory implements Resources {
    private final Map<String, Resource> byId = new HashMap<>();

    @Override
    public synchronized void load(Consumer<Resource> each) {
        byId.values().forEach(each);
    }

    @Override
    public synchronized void apply(Change change) throws StaleChange {
        for (Change.Removal removal : change.removals()) {
            require(removal.before().head(), removal.version());
        }
        for (Resource put : change.puts()) {
            require(put.head(), put.head().version());
        }
        for (Change.Removal removal : change.removals()) {
            byId.put(removal.before().head().id(), removal.after());
        }
        for (Resource put : change.puts()) {
            byId.put(put.head().id(), put);
        }
    }

    private void require(Resource.Head head, long version) throws StaleChange {
        Resource now = byId.get(head.id());
        if ((now == null ? 0 : now.head().version()) != version - 1) {
            throw new StaleChange(head.kind().word() + " " + head.name());
        }
    }
}
