package dev.sancho.worker;

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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Registers jobs by method reference, the very same that the client enqueues.
 *
 * <p>A static method stands alone: {@code handle(Reports::publish)}. For an instance method the object on which it is called follows, shared by
 * all threads: {@code handle(Mailer::welcome, mailer)}; or, with {@code handleEach}, what makes one for each run. A last parameter of type
 * {@code JobContext} is given the context.
 *
 * @param <S> what each call returns, to go on with
 */
public interface Handling<S> {
    /** What all of these come down to; {@code objects} is null for a static method. */
    S register(JobCall call, @Nullable Supplier<?> objects);

    default S handle(Call0 job) {
        return register(job, null);
    }

    default <A extends @Nullable Object> S handle(Call1<A> job) {
        return register(job, null);
    }

    default <A extends @Nullable Object, B extends @Nullable Object> S handle(Call2<A, B> job) {
        return register(job, null);
    }

    default <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object> S handle(
            Call3<A, B, C> job) {
        return register(job, null);
    }

    default <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object>
            S handle(Call4<A, B, C, D> job) {
        return register(job, null);
    }

    default <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object>
            S handle(Call5<A, B, C, D, E> job) {
        return register(job, null);
    }

    default <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object,
                    F extends @Nullable Object>
            S handle(Call6<A, B, C, D, E, F> job) {
        return register(job, null);
    }

    default <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object,
                    F extends @Nullable Object,
                    G extends @Nullable Object>
            S handle(Call7<A, B, C, D, E, F, G> job) {
        return register(job, null);
    }

    default <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object,
                    F extends @Nullable Object,
                    G extends @Nullable Object,
                    H extends @Nullable Object>
            S handle(Call8<A, B, C, D, E, F, G, H> job) {
        return register(job, null);
    }

    default <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object,
                    F extends @Nullable Object,
                    G extends @Nullable Object,
                    H extends @Nullable Object,
                    I extends @Nullable Object>
            S handle(Call9<A, B, C, D, E, F, G, H, I> job) {
        return register(job, null);
    }

    default <T> S handle(Call1<T> job, T object) {
        return register(job, () -> object);
    }

    default <T, A extends @Nullable Object> S handle(Call2<T, A> job, T object) {
        return register(job, () -> object);
    }

    default <T, A extends @Nullable Object, B extends @Nullable Object> S handle(Call3<T, A, B> job, T object) {
        return register(job, () -> object);
    }

    default <T, A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object> S handle(
            Call4<T, A, B, C> job, T object) {
        return register(job, () -> object);
    }

    default <
                    T,
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object>
            S handle(Call5<T, A, B, C, D> job, T object) {
        return register(job, () -> object);
    }

    default <
                    T,
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object>
            S handle(Call6<T, A, B, C, D, E> job, T object) {
        return register(job, () -> object);
    }

    default <
                    T,
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object,
                    F extends @Nullable Object>
            S handle(Call7<T, A, B, C, D, E, F> job, T object) {
        return register(job, () -> object);
    }

    default <
                    T,
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object,
                    F extends @Nullable Object,
                    G extends @Nullable Object>
            S handle(Call8<T, A, B, C, D, E, F, G> job, T object) {
        return register(job, () -> object);
    }

    default <
                    T,
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object,
                    F extends @Nullable Object,
                    G extends @Nullable Object,
                    H extends @Nullable Object>
            S handle(Call9<T, A, B, C, D, E, F, G, H> job, T object) {
        return register(job, () -> object);
    }

    default <
                    T,
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object,
                    F extends @Nullable Object,
                    G extends @Nullable Object,
                    H extends @Nullable Object,
                    I extends @Nullable Object>
            S handle(Call10<T, A, B, C, D, E, F, G, H, I> job, T object) {
        return register(job, () -> object);
    }

    default <T> S handleEach(Call1<T> job, Supplier<? extends T> objects) {
        return register(job, objects);
    }

    default <T, A extends @Nullable Object> S handleEach(Call2<T, A> job, Supplier<? extends T> objects) {
        return register(job, objects);
    }

    default <T, A extends @Nullable Object, B extends @Nullable Object> S handleEach(
            Call3<T, A, B> job, Supplier<? extends T> objects) {
        return register(job, objects);
    }

    default <T, A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object> S handleEach(
            Call4<T, A, B, C> job, Supplier<? extends T> objects) {
        return register(job, objects);
    }

    default <
                    T,
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object>
            S handleEach(Call5<T, A, B, C, D> job, Supplier<? extends T> objects) {
        return register(job, objects);
    }

    default <
                    T,
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object>
            S handleEach(Call6<T, A, B, C, D, E> job, Supplier<? extends T> objects) {
        return register(job, objects);
    }

    default <
                    T,
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object,
                    F extends @Nullable Object>
            S handleEach(Call7<T, A, B, C, D, E, F> job, Supplier<? extends T> objects) {
        return register(job, objects);
    }

    default <
                    T,
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object,
                    F extends @Nullable Object,
                    G extends @Nullable Object>
            S handleEach(Call8<T, A, B, C, D, E, F, G> job, Supplier<? extends T> objects) {
        return register(job, objects);
    }

    default <
                    T,
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object,
                    F extends @Nullable Object,
                    G extends @Nullable Object,
                    H extends @Nullable Object>
            S handleEach(Call9<T, A, B, C, D, E, F, G, H> job, Supplier<? extends T> objects) {
        return register(job, objects);
    }

    default <
                    T,
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object,
                    F extends @Nullable Object,
                    G extends @Nullable Object,
                    H extends @Nullable Object,
                    I extends @Nullable Object>
            S handleEach(Call10<T, A, B, C, D, E, F, G, H, I> job, Supplier<? extends T> objects) {
        return register(job, objects);
    }
}
