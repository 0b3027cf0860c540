package dev.sancho.store;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What only one kind of store can tell of its health: its server's settings, its file, its keys. Everything but {@link #fix} changes
 * nothing. Calls may take seconds, for they walk the store; each may be used by many threads and throws {@link StoreException}.
 */
public interface Checkup {
    /** Of a store that has nothing to tell. */
    Checkup NONE = new Checkup() {
        @Override
        public List<FindingKind> kinds() {
            return List.of();
        }

        @Override
        public Map<String, String> facts() {
            return Map.of();
        }

        @Override
        public List<Supplier<List<Finding>>> looks() {
            return List.of();
        }
    };

    /** Every kind of finding that {@link #looks} may make. */
    List<FindingKind> kinds();

    /** What is worth telling of a healthy store as well, by name: the server's version, the size of the file. In the order to show it in. */
    Map<String, String> facts();

    /** What can be looked at, each by itself, so that one look that fails does not silence the others. A look says what is to be said now. */
    List<Supplier<List<Finding>>> looks();

    /**
     * Puts right what there is of a kind that has a fix. May be called twice; others may use the store meanwhile.
     *
     * @return what was done, a line each; empty if there was nothing to do
     */
    default List<String> fix(FindingKind kind) {
        throw new IllegalArgumentException(kind.code() + " has no fix");
    }

    /** The time by which the store goes; empty if that is this machine's. */
    default Optional<Instant> now() {
        return Optional.empty();
    }
}
