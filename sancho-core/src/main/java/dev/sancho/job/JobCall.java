package dev.sancho.job;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A method reference that is a job, of up to ten parameters: the object of an instance method, the arguments, the context.
 *
 * <p>Serializable, which lets {@link MethodReference} read which method it refers to. Nobody implements these by hand.
 */
public interface JobCall extends Serializable {
    @FunctionalInterface
    interface Call0 extends JobCall {
        void call() throws Exception;
    }

    @FunctionalInterface
    interface Call1<A extends @Nullable Object> extends JobCall {
        void call(A a) throws Exception;
    }

    @FunctionalInterface
    interface Call2<A extends @Nullable Object, B extends @Nullable Object> extends JobCall {
        void call(A a, B b) throws Exception;
    }

    @FunctionalInterface
    interface Call3<A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
            extends JobCall {
        void call(A a, B b, C c) throws Exception;
    }

    @FunctionalInterface
    interface Call4<
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object>
            extends JobCall {
        void call(A a, B b, C c, D d) throws Exception;
    }

    @FunctionalInterface
    interface Call5<
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object>
            extends JobCall {
        void call(A a, B b, C c, D d, E e) throws Exception;
    }

    @FunctionalInterface
    interface Call6<
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object,
                    F extends @Nullable Object>
            extends JobCall {
        void call(A a, B b, C c, D d, E e, F f) throws Exception;
    }

    @FunctionalInterface
    interface Call7<
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object,
                    F extends @Nullable Object,
                    G extends @Nullable Object>
            extends JobCall {
        void call(A a, B b, C c, D d, E e, F f, G g) throws Exception;
    }

    @FunctionalInterface
    interface Call8<
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object,
                    F extends @Nullable Object,
                    G extends @Nullable Object,
                    H extends @Nullable Object>
            extends JobCall {
        void call(A a, B b, C c, D d, E e, F f, G g, H h) throws Exception;
    }

    @FunctionalInterface
    interface Call9<
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object,
                    F extends @Nullable Object,
                    G extends @Nullable Object,
                    H extends @Nullable Object,
                    I extends @Nullable Object>
            extends JobCall {
        void call(A a, B b, C c, D d, E e, F f, G g, H h, I i) throws Exception;
    }

    @FunctionalInterface
    interface Call10<
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object,
                    F extends @Nullable Object,
                    G extends @Nullable Object,
                    H extends @Nullable Object,
                    I extends @Nullable Object,
                    J extends @Nullable Object>
            extends JobCall {
        void call(A a, B b, C c, D d, E e, F f, G g, H h, I i, J j) throws Exception;
    }
}
