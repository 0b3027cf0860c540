package dev.sancho.client;

import dev.sancho.client.ContextCall.ContextCall1;
import dev.sancho.job.Enqueued;
import dev.sancho.job.JobCall;
import dev.sancho.job.JobCall.Call1;
import dev.sancho.job.JobCall.Call2;
import dev.sancho.job.JobCall.Call3;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code enqueueAll} for methods of one argument, and {@code enqueueSlices} for methods that take a list: once for a static method,
 * once for an instance method, and each also with a {@link JobContext} as the method's last parameter.
 */
@SuppressWarnings("overloads")
abstract sealed class BulkCalls extends ReferenceCalls permits Jobs {
    abstract List<Enqueued> putAll(JobCall method, Row<? extends @Nullable Object> args);

    /**
     * Puts one job for each argument on its queue, a thousand at a time, read only as they go: a static method.
     *
     * @return what became of each, in their order
     */
    public final <A extends @Nullable Object> List<Enqueued> enqueueAll(Call1<A> method, Iterable<? extends A> args) {
        return putAll(method, Row.of(args));
    }

    /** … a static method, from a stream, which is closed. */
    public final <A extends @Nullable Object> List<Enqueued> enqueueAll(Call1<A> method, Stream<? extends A> args) {
        try (args) {
            return putAll(method, Row.of(args));
        }
    }

    /** … an instance method. */
    public final <T extends @Nullable Object, A extends @Nullable Object> List<Enqueued> enqueueAll(
            Call2<T, A> method, Iterable<? extends A> args) {
        return putAll(method, Row.of(args));
    }

    /** … an instance method, from a stream, which is closed. */
    public final <T extends @Nullable Object, A extends @Nullable Object> List<Enqueued> enqueueAll(
            Call2<T, A> method, Stream<? extends A> args) {
        try (args) {
            return putAll(method, Row.of(args));
        }
    }

    /** … a static method that asks for its context. */
    public final <A extends @Nullable Object> List<Enqueued> enqueueAll(
            ContextCall1<A> method, Iterable<? extends A> args) {
        return putAll(method, Row.of(args));
    }

    /** … a static method that asks for its context, from a stream, which is closed. */
    public final <A extends @Nullable Object> List<Enqueued> enqueueAll(
            ContextCall1<A> method, Stream<? extends A> args) {
        try (args) {
            return putAll(method, Row.of(args));
        }
    }

    /** … an instance method that asks for its context. */
    public final <T extends @Nullable Object, A extends @Nullable Object> List<Enqueued> enqueueAll(
            Call3<T, A, JobContext> method, Iterable<? extends A> args) {
        return putAll(method, Row.of(args));
    }

    /** … an instance method that asks for its context, from a stream, which is closed. */
    public final <T extends @Nullable Object, A extends @Nullable Object> List<Enqueued> enqueueAll(
            Call3<T, A, JobContext> method, Stream<? extends A> args) {
        try (args) {
            return putAll(method, Row.of(args));
        }
    }

    /**
     * Puts one job for each {@code size} items on its queue, the last may have fewer: a static method that takes a list.
     *
     * @return what became of each job, in their order
     */
    public final <A extends @Nullable Object> List<Enqueued> enqueueSlices(
            Call1<List<A>> method, Iterable<? extends A> items, int size) {
        return putAll(method, slices(items, size));
    }

    /** … an instance method. */
    public final <T extends @Nullable Object, A extends @Nullable Object> List<Enqueued> enqueueSlices(
            Call2<T, List<A>> method, Iterable<? extends A> items, int size) {
        return putAll(method, slices(items, size));
    }

    /** … a static method that asks for its context. */
    public final <A extends @Nullable Object> List<Enqueued> enqueueSlices(
            ContextCall1<List<A>> method, Iterable<? extends A> items, int size) {
        return putAll(method, slices(items, size));
    }

    /** … an instance method that asks for its context. */
    public final <T extends @Nullable Object, A extends @Nullable Object> List<Enqueued> enqueueSlices(
            Call3<T, List<A>, JobContext> method, Iterable<? extends A> items, int size) {
        return putAll(method, slices(items, size));
    }

    private static <A extends @Nullable Object> Row<List<A>> slices(Iterable<A> items, int size) {
        if (size < 1) {
            throw new IllegalArgumentException("A slice of " + size + " items: it must have at least 1");
        }
        return Row.of(items).sliced(size);
    }
}
