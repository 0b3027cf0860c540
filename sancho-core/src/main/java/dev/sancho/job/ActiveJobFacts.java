package dev.sancho.job;

import java.util.Map;
import java.util.Optional;

/**
 * What Rails wrote into a job beside its name and arguments. Immutable.
 *
 * <p>The counts are those of Rails's {@code retry_on}, which pushes a new job each time; Sidekiq's own retries, and Sancho's, are counted by
 * {@code retry_count} and leave these as they are.
 *
 * @param jobId ActiveJob's id, the same in all jobs that {@code retry_on} pushes for it; empty if there is none. Sidekiq's id is another.
 * @param executions how often Rails had run the job when it was pushed; within Rails the run that follows is the one numbered so plus one
 * @param exceptionExecutions how often each {@code retry_on} had handled a failure, by the text of its exceptions: {@code [Timeout::Error]}
 * @param locale the locale in which Rails enqueued it
 * @param timezone the time zone in which Rails enqueued it, by Rails's name
 */
public record ActiveJobFacts(
        String jobId,
        int executions,
        Map<String, Integer> exceptionExecutions,
        Optional<String> locale,
        Optional<String> timezone) {
    public ActiveJobFacts {
        exceptionExecutions = Map.copyOf(exceptionExecutions);
    }
}
