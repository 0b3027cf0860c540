package dev.sancho.store;

/** What a store can do that not every store can; the contract suite shows what it leaves out. */
public enum Trait {
    /** What is written outlives the process. */
    DURABLE,
    /** Several processes may use it at once. */
    SHARED,
    /** Serves Ruby's Sidekiq as well. */
    SIDEKIQ
}
