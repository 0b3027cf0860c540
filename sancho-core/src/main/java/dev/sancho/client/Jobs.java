package dev.sancho.client;

/** Puts jobs on queues. */
public final class Jobs {
    Jobs() {}
}
