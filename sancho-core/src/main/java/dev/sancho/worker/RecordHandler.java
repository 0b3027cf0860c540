package dev.sancho.worker;

import dev.sancho.client.JobContext;
import dev.sancho.job.Outcome;

/** Runs jobs that are records of one type. Called by many threads at once. */
@FunctionalInterface
public interface RecordHandler<R extends Record> {
    Outcome run(R job, JobContext context) throws Exception;
}
