package dev.sancho.worker;

import dev.sancho.client.JobContext;

/** Is told of each failed run, retried or not. What it throws itself is logged and dropped. */
@FunctionalInterface
public interface ErrorHandler {
    void failed(Throwable error, JobContext context);
}
