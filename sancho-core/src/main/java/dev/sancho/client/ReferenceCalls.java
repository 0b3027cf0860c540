package dev.sancho.client;

import dev.sancho.client.ContextCall.ContextCall0;
import dev.sancho.client.ContextCall.ContextCall1;
import dev.sancho.client.ContextCall.ContextCall2;
import dev.sancho.client.ContextCall.ContextCall3;
import dev.sancho.client.ContextCall.ContextCall4;
import dev.sancho.client.ContextCall.ContextCall5;
import dev.sancho.client.ContextCall.ContextCall6;
import dev.sancho.client.ContextCall.ContextCall7;
import dev.sancho.client.ContextCall.ContextCall8;
import dev.sancho.job.Enqueued;
import dev.sancho.job.JobCall;
import dev.sancho.job.JobCall.Call0;
import dev.sancho.job.JobCall.Call1;
import dev.sancho.job.JobCall.Call10;
import dev.sancho.job.JobCall.Call2;
import dev.sancho.job.JobCall.Call3;
import dev.sancho.job.JobCall.Call4;
import dev.sancho.job.JobCall.Call5;
import dev.sancho.job.JobCall.Call6;
import dev.sancho.job.JobCall.Call7;
import dev.sancho.job.JobCall.Call8;
import dev.sancho.job.JobCall.Call9;
import org.jspecify.annotations.Nullable;

/**
 * {@code enqueue} for method references: for each number of arguments from 0 to 8 once for a static method, once for an instance method
 * (whose object the worker provides), and each also with a {@link JobContext} as the method's last parameter.
 */
@SuppressWarnings({"TooManyParameters", "overloads"})
abstract sealed class ReferenceCalls permits BulkCalls {
    abstract Enqueued put(JobCall method, @Nullable Object... args);

    /** Puts a job on its queue: a static method with no arguments. */
    public final Enqueued enqueue(Call0 method) {
        return put(method);
    }

    /** … an instance method. */
    public final <T extends @Nullable Object> Enqueued enqueue(Call1<T> method) {
        return put(method);
    }

    /** … a static method that asks for its context. */
    public final Enqueued enqueue(ContextCall0 method) {
        return put(method);
    }

    /** … an instance method that asks for its context. */
    public final <T extends @Nullable Object> Enqueued enqueue(Call2<T, JobContext> method) {
        return put(method);
    }

    /** Puts a job on its queue: a static method with one argument. */
    public final <A extends @Nullable Object> Enqueued enqueue(Call1<A> method, A a) {
        return put(method, a);
    }

    /** … an instance method. */
    public final <T extends @Nullable Object, A extends @Nullable Object> Enqueued enqueue(Call2<T, A> method, A a) {
        return put(method, a);
    }

    /** … a static method that asks for its context. */
    public final <A extends @Nullable Object> Enqueued enqueue(ContextCall1<A> method, A a) {
        return put(method, a);
    }

    /** … an instance method that asks for its context. */
    public final <T extends @Nullable Object, A extends @Nullable Object> Enqueued enqueue(
            Call3<T, A, JobContext> method, A a) {
        return put(method, a);
    }

    /** Puts a job on its queue: a static method with 2 arguments. */
    public final <A extends @Nullable Object, B extends @Nullable Object> Enqueued enqueue(
            Call2<A, B> method, A a, B b) {
        return put(method, a, b);
    }

    /** … an instance method. */
    public final <T extends @Nullable Object, A extends @Nullable Object, B extends @Nullable Object> Enqueued enqueue(
            Call3<T, A, B> method, A a, B b) {
        return put(method, a, b);
    }

    /** … a static method that asks for its context. */
    public final <A extends @Nullable Object, B extends @Nullable Object> Enqueued enqueue(
            ContextCall2<A, B> method, A a, B b) {
        return put(method, a, b);
    }

    /** … an instance method that asks for its context. */
    public final <T extends @Nullable Object, A extends @Nullable Object, B extends @Nullable Object> Enqueued enqueue(
            Call4<T, A, B, JobContext> method, A a, B b) {
        return put(method, a, b);
    }

    /** Puts a job on its queue: a static method with 3 arguments. */
    public final <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object> Enqueued enqueue(
            Call3<A, B, C> method, A a, B b, C c) {
        return put(method, a, b, c);
    }

    /** … an instance method. */
    public final <
                    T extends @Nullable Object,
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object>
            Enqueued enqueue(Call4<T, A, B, C> method, A a, B b, C c) {
        return put(method, a, b, c);
    }

    /** … a static method that asks for its context. */
    public final <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object> Enqueued enqueue(
            ContextCall3<A, B, C> method, A a, B b, C c) {
        return put(method, a, b, c);
    }

    /** … an instance method that asks for its context. */
    public final <
                    T extends @Nullable Object,
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object>
            Enqueued enqueue(Call5<T, A, B, C, JobContext> method, A a, B b, C c) {
        return put(method, a, b, c);
    }

    /** Puts a job on its queue: a static method with 4 arguments. */
    public final <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object>
            Enqueued enqueue(Call4<A, B, C, D> method, A a, B b, C c, D d) {
        return put(method, a, b, c, d);
    }

    /** … an instance method. */
    public final <
                    T extends @Nullable Object,
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object>
            Enqueued enqueue(Call5<T, A, B, C, D> method, A a, B b, C c, D d) {
        return put(method, a, b, c, d);
    }

    /** … a static method that asks for its context. */
    public final <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object>
            Enqueued enqueue(ContextCall4<A, B, C, D> method, A a, B b, C c, D d) {
        return put(method, a, b, c, d);
    }

    /** … an instance method that asks for its context. */
    public final <
                    T extends @Nullable Object,
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object>
            Enqueued enqueue(Call6<T, A, B, C, D, JobContext> method, A a, B b, C c, D d) {
        return put(method, a, b, c, d);
    }

    /** Puts a job on its queue: a static method with 5 arguments. */
    public final <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object>
            Enqueued enqueue(Call5<A, B, C, D, E> method, A a, B b, C c, D d, E e) {
        return put(method, a, b, c, d, e);
    }

    /** … an instance method. */
    public final <
                    T extends @Nullable Object,
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object>
            Enqueued enqueue(Call6<T, A, B, C, D, E> method, A a, B b, C c, D d, E e) {
        return put(method, a, b, c, d, e);
    }

    /** … a static method that asks for its context. */
    public final <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object>
            Enqueued enqueue(ContextCall5<A, B, C, D, E> method, A a, B b, C c, D d, E e) {
        return put(method, a, b, c, d, e);
    }

    /** … an instance method that asks for its context. */
    public final <
                    T extends @Nullable Object,
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object>
            Enqueued enqueue(Call7<T, A, B, C, D, E, JobContext> method, A a, B b, C c, D d, E e) {
        return put(method, a, b, c, d, e);
    }

    /** Puts a job on its queue: a static method with 6 arguments. */
    public final <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object,
                    F extends @Nullable Object>
            Enqueued enqueue(Call6<A, B, C, D, E, F> method, A a, B b, C c, D d, E e, F f) {
        return put(method, a, b, c, d, e, f);
    }

    /** … an instance method. */
    public final <
                    T extends @Nullable Object,
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object,
                    F extends @Nullable Object>
            Enqueued enqueue(Call7<T, A, B, C, D, E, F> method, A a, B b, C c, D d, E e, F f) {
        return put(method, a, b, c, d, e, f);
    }

    /** … a static method that asks for its context. */
    public final <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object,
                    F extends @Nullable Object>
            Enqueued enqueue(ContextCall6<A, B, C, D, E, F> method, A a, B b, C c, D d, E e, F f) {
        return put(method, a, b, c, d, e, f);
    }

    /** … an instance method that asks for its context. */
    public final <
                    T extends @Nullable Object,
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object,
                    F extends @Nullable Object>
            Enqueued enqueue(Call8<T, A, B, C, D, E, F, JobContext> method, A a, B b, C c, D d, E e, F f) {
        return put(method, a, b, c, d, e, f);
    }

    /** Puts a job on its queue: a static method with 7 arguments. */
    public final <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object,
                    F extends @Nullable Object,
                    G extends @Nullable Object>
            Enqueued enqueue(Call7<A, B, C, D, E, F, G> method, A a, B b, C c, D d, E e, F f, G g) {
        return put(method, a, b, c, d, e, f, g);
    }

    /** … an instance method. */
    public final <
                    T extends @Nullable Object,
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object,
                    F extends @Nullable Object,
                    G extends @Nullable Object>
            Enqueued enqueue(Call8<T, A, B, C, D, E, F, G> method, A a, B b, C c, D d, E e, F f, G g) {
        return put(method, a, b, c, d, e, f, g);
    }

    /** … a static method that asks for its context. */
    public final <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object,
                    F extends @Nullable Object,
                    G extends @Nullable Object>
            Enqueued enqueue(ContextCall7<A, B, C, D, E, F, G> method, A a, B b, C c, D d, E e, F f, G g) {
        return put(method, a, b, c, d, e, f, g);
    }

    /** … an instance method that asks for its context. */
    public final <
                    T extends @Nullable Object,
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object,
                    F extends @Nullable Object,
                    G extends @Nullable Object>
            Enqueued enqueue(Call9<T, A, B, C, D, E, F, G, JobContext> method, A a, B b, C c, D d, E e, F f, G g) {
        return put(method, a, b, c, d, e, f, g);
    }

    /** Puts a job on its queue: a static method with 8 arguments. */
    public final <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object,
                    F extends @Nullable Object,
                    G extends @Nullable Object,
                    H extends @Nullable Object>
            Enqueued enqueue(Call8<A, B, C, D, E, F, G, H> method, A a, B b, C c, D d, E e, F f, G g, H h) {
        return put(method, a, b, c, d, e, f, g, h);
    }

    /** … an instance method. */
    public final <
                    T extends @Nullable Object,
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object,
                    F extends @Nullable Object,
                    G extends @Nullable Object,
                    H extends @Nullable Object>
            Enqueued enqueue(Call9<T, A, B, C, D, E, F, G, H> method, A a, B b, C c, D d, E e, F f, G g, H h) {
        return put(method, a, b, c, d, e, f, g, h);
    }

    /** … a static method that asks for its context. */
    public final <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object,
                    F extends @Nullable Object,
                    G extends @Nullable Object,
                    H extends @Nullable Object>
            Enqueued enqueue(ContextCall8<A, B, C, D, E, F, G, H> method, A a, B b, C c, D d, E e, F f, G g, H h) {
        return put(method, a, b, c, d, e, f, g, h);
    }

    /** … an instance method that asks for its context. */
    public final <
                    T extends @Nullable Object,
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object,
                    F extends @Nullable Object,
                    G extends @Nullable Object,
                    H extends @Nullable Object>
            Enqueued enqueue(
                    Call10<T, A, B, C, D, E, F, G, H, JobContext> method, A a, B b, C c, D d, E e, F f, G g, H h) {
        return put(method, a, b, c, d, e, f, g, h);
    }
}
