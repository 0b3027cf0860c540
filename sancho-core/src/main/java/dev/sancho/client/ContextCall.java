package dev.sancho.client;

import dev.sancho.job.JobCall;
import org.jspecify.annotations.Nullable;

/**
 * A reference to a static method whose last parameter is the {@link JobContext}. (An instance method with a context is one of
 * {@link JobCall} itself.) Nobody implements these by hand.
 */
public interface ContextCall extends JobCall {
    @FunctionalInterface
    interface ContextCall0 extends ContextCall {
        void call(JobContext context) throws Exception;
    }

    @FunctionalInterface
    interface ContextCall1<A extends @Nullable Object> extends ContextCall {
        void call(A a, JobContext context) throws Exception;
    }

    @FunctionalInterface
    interface ContextCall2<A extends @Nullable Object, B extends @Nullable Object> extends ContextCall {
        void call(A a, B b, JobContext context) throws Exception;
    }

    @FunctionalInterface
    interface ContextCall3<A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
            extends ContextCall {
        void call(A a, B b, C c, JobContext context) throws Exception;
    }

    @FunctionalInterface
    interface ContextCall4<
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object>
            extends ContextCall {
        void call(A a, B b, C c, D d, JobContext context) throws Exception;
    }

    @FunctionalInterface
    interface ContextCall5<
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object>
            extends ContextCall {
        void call(A a, B b, C c, D d, E e, JobContext context) throws Exception;
    }

    @FunctionalInterface
    interface ContextCall6<
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object,
                    F extends @Nullable Object>
            extends ContextCall {
        void call(A a, B b, C c, D d, E e, F f, JobContext context) throws Exception;
    }

    @FunctionalInterface
    interface ContextCall7<
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object,
                    F extends @Nullable Object,
                    G extends @Nullable Object>
            extends ContextCall {
        void call(A a, B b, C c, D d, E e, F f, G g, JobContext context) throws Exception;
    }

    @FunctionalInterface
    interface ContextCall8<
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object,
                    F extends @Nullable Object,
                    G extends @Nullable Object,
                    H extends @Nullable Object>
            extends ContextCall {
        void call(A a, B b, C c, D d, E e, F f, G g, H h, JobContext context) throws Exception;
    }
}
