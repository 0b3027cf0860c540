package dev.sancho.store;

/** A lock and the id of the job that holds it. */
public record HeldLock(String key, String holder) {}
