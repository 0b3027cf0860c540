package dev.sancho.job;

/** Which states of a job may follow which. */
public final class Lifecycle {
    private Lifecycle() {}
}
