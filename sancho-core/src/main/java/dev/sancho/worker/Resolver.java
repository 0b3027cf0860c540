package dev.sancho.worker;

/** Gives the objects on which jobs run: a dependency injection container, or anything that makes objects. Called for each run. */
@FunctionalInterface
public interface Resolver {
    <T> T resolve(Class<T> type) throws Exception;
}
