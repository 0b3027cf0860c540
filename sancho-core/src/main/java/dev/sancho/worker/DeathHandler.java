package dev.sancho.worker;

import dev.sancho.job.JobDocument;

/**
 * Is told of each job that was given up: retries used up, killed, discarded, without retry, or poison ({@link PoisonJobException}). Called once
 * the store has taken the job's last move. What it throws itself is logged and dropped.
 */
@FunctionalInterface
public interface DeathHandler {
    void died(JobDocument job, Throwable cause);
}
