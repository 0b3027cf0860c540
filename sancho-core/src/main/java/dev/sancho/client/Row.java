package dev.sancho.client;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A row of items that is read once, no further than it is used.
 *
 * @param size how many there are; -1 if that is not known
 */
record Row<A extends @Nullable Object>(Iterator<A> items, int size) {
    static <A extends @Nullable Object> Row<A> of(Iterable<A> items) {
        return new Row<>(items.iterator(), items instanceof Collection<?> collection ? collection.size() : -1);
    }

    static <A extends @Nullable Object> Row<A> of(Stream<A> items) {
        return new Row<>(items.iterator(), -1);
    }

    <B> Row<B> mapped(Function<? super A, B> mapper) {
        return new Row<>(
                new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return items.hasNext();
                    }

                    @Override
                    public B next() {
                        return mapper.apply(items.next());
                    }
                },
                size);
    }

    /** Lists of {@code length} items, the last may be shorter. */
    Row<List<A>> sliced(int length) {
        return new Row<>(
                new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return items.hasNext();
                    }

                    @Override
                    public List<A> next() {
                        List<A> slice = new ArrayList<>();
                        do {
                            slice.add(items.next());
                        } while (slice.size() < length && items.hasNext());
                        return slice;
                    }
                },
                size < 0 ? -1 : Math.ceilDiv(size, length));
    }
}
