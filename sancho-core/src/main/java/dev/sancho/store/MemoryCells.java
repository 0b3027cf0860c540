package dev.sancho.store;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The cells of a {@link MemoryStore}, under its lock. */
record MemoryCells(MemoryStore store) implements Cells {
    @Override
    public Optional<String> get(String cell) {
        return store.at(now -> store.facts.cells.get(cell, now));
    }

    @Override
    public boolean putIf(String cell, @Nullable String expected, @Nullable String value, Duration keep) {
        return store.at(now -> {
            boolean asExpected = store.facts.cells.get(cell, now).equals(Optional.ofNullable(expected));
            if (asExpected) {
                store.facts.putCell(cell, Optional.ofNullable(value), keep, now);
            }
            return asExpected;
        });
    }

    @Override
    public Map<String, String> scan(String prefix, int max) {
        return store.at(now -> store.facts.cells.scan(prefix, max, now));
    }

    @Override
    public Optional<String> holder(String lock) {
        return store.at(now -> store.facts.locks.get(lock, now));
    }

    @Override
    public Optional<GroupView> group(String group) {
        return store.at(now -> store.facts.groups.get(group, now).map(MemoryGroup::view));
    }

    @Override
    public Stream<HeldLock> locks() {
        return store.at(now -> store.facts.locks.scan("", Integer.MAX_VALUE, now)).entrySet().stream()
                .map(lock -> new HeldLock(lock.getKey(), lock.getValue()));
    }

    @Override
    public Stream<String> groups() {
        return store.at(now -> store.facts.groups.scan("", Integer.MAX_VALUE, now)).keySet().stream();
    }
}
