package dev.sancho.store;

import java.util.Set;
import java.util.TreeSet;

/** The pauses and signals of a {@link MemoryStore}, under its lock. */
record MemoryControls(MemoryStore store) implements Controls {
    @Override
    public void pause(String queue) {
        store.at(now -> store.places.paused.add(queue));
    }

    @Override
    public void resume(String queue) {
        store.at(now -> {
            store.places.paused.remove(queue);
            store.jobsMayHaveCome();
            return queue;
        });
    }

    @Override
    public Set<String> paused() {
        return store.at(now -> new TreeSet<>(store.places.paused));
    }

    @Override
    public boolean signal(String process, Signal signal) {
        return store.at(now -> store.owners
                .find(process)
                .filter(owner -> owner.record != null && !owner.expired(now))
                .map(owner -> owner.signals.add(signal))
                .orElse(false));
    }
}
