package dev.sancho.engine;

import dev.sancho.job.JobState;

/** What a job has in a store besides itself, and what stays behind when another program removes the job. */
public sealed interface Trace {
    /** The id of the job that it belongs to. */
    String jid();

    /** A lock that the job holds. */
    record Lock(String key, String holder) implements Trace {
        @Override
        public String jid() {
            return holder;
        }
    }

    /** A place in a group. */
    record Member(String group, String jid, JobState state) implements Trace {}
}
