package dev.sancho.worker;

import dev.sancho.client.JobContext;
import dev.sancho.job.ArgsCodec;
import dev.sancho.job.JobArgumentException;
import dev.sancho.job.JobDocument;
import dev.sancho.job.JobType;
import dev.sancho.job.Outcome;

/** A job type that a worker may run, and how. Immutable. */
public final class RegisteredJob {
    private final JobType type;
    private final RetryPolicy retryPolicy;
    private final Runner runner;

    /** Runs the job's code with arguments that are already read. */
    @FunctionalInterface
    interface Runner {
        Outcome run(ArgsCodec codec, byte[] args, JobContext context) throws Throwable;
    }

    RegisteredJob(JobType type, RetryPolicy retryPolicy, Runner runner) {
        this.type = type;
        this.retryPolicy = retryPolicy;
        this.runner = runner;
    }

    public JobType type() {
        return type;
    }

    public RetryPolicy retryPolicy() {
        return retryPolicy;
    }

    /**
     * Reads a payload's arguments and runs the job with them.
     *
     * @throws JobArgumentException if the payload's arguments are not what the job takes
     */
    public Outcome run(ArgsCodec codec, JobDocument job, JobContext context) throws Throwable {
        byte[] args = job.args();
        if (args == null) {
            throw new JobArgumentException("The payload has no args; " + type + " needs a JSON array there");
        }
        return runner.run(codec, args, context);
    }

    RegisteredJob with(RetryPolicy policy) {
        return new RegisteredJob(type, policy, runner);
    }
}
