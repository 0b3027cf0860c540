package dev.sancho.worker;

/**
 * What is done about the traces of jobs that another program has removed: locks without a holder, groups with missing members. Immutable.
 *
 * @param locks what becomes of a lock whose job is gone
 * @param members what becomes of a group's member whose job is gone before it came to an end
 */
public record AuditPolicy(Locks locks, Members members) {
    /** Frees locks, and marks members as cancelled: a job that was deleted has left without running to its end. */
    public static final AuditPolicy DEFAULTS = new AuditPolicy(Locks.FREE, Members.CANCELLED);

    /** Changes nothing, and says what it finds. */
    public static final AuditPolicy LOOK_ONLY = new AuditPolicy(Locks.REPORT, Members.REPORT);

    /** What becomes of a lock. */
    public enum Locks {
        /** It is freed: the next job may take it. */
        FREE,
        /** It is left until its time is over, and said to be there. */
        REPORT
    }

    /** What becomes of a member. */
    public enum Members {
        /** It is marked as {@link dev.sancho.job.JobState#CANCELLED}, so that its group can come to an end. */
        CANCELLED,
        /** It is marked as {@link dev.sancho.job.JobState#DEAD}: what waits for the first death hears of it. */
        DEAD,
        /** It is left as it is, and said to be missing; a group that waits for it waits until it is forgotten. */
        REPORT
    }

    public AuditPolicy withLocks(Locks locks) {
        return new AuditPolicy(locks, members);
    }

    public AuditPolicy withMembers(Members members) {
        return new AuditPolicy(locks, members);
    }
}
