package dev.sancho.store;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A feature's own state: named values that are forgotten after a while. Names are the feature's, {@code cron/…} say. */
public interface Cells {
    Optional<String> get(String cell);

    /**
     * Writes a cell if it has the expected value.
     *
     * @param expected null: only if it is absent or expired
     * @param value null: delete it
     * @param keep how long from now; meaningless for a deletion
     * @return whether it was written
     */
    boolean putIf(String cell, @Nullable String expected, @Nullable String value, Duration keep);

    /** The cells whose names begin with the prefix, in the order of their names, at most {@code max}. */
    Map<String, String> scan(String prefix, int max);

    /** Who holds a lock, if anybody does. */
    Optional<String> holder(String lock);

    /** A group as it stands, if it is known. */
    Optional<GroupView> group(String group);

    /** Every lock that is held, in no stated order; one taken or freed meanwhile may be left out. Reads on while it is drawn from. */
    Stream<HeldLock> locks();

    /** The name of every known group, in no stated order; one opened or forgotten meanwhile may be left out. Reads on while it is drawn from. */
    Stream<String> groups();
}
