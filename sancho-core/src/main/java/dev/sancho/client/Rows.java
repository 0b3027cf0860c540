package dev.sancho.client;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Views of rows of items that read no further than they are read. */
final class Rows {
    private Rows() {}

    static <A extends @Nullable Object, B> Iterable<B> mapped(Iterable<? extends A> items, Function<A, B> mapper) {
        return () -> {
            Iterator<? extends A> left = items.iterator();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return left.hasNext();
                }

                @Override
                public B next() {
                    return mapper.apply(left.next());
                }
            };
        };
    }

    /** Lists of {@code size} items, the last may be shorter. */
    static <A extends @Nullable Object> Iterable<List<A>> sliced(Iterable<? extends A> items, int size) {
        return () -> {
            Iterator<? extends A> left = items.iterator();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return left.hasNext();
                }

                @Override
                public List<A> next() {
                    List<A> slice = new ArrayList<>();
                    do {
                        slice.add(left.next());
                    } while (slice.size() < size && left.hasNext());
                    return slice;
                }
            };
        };
    }
}
