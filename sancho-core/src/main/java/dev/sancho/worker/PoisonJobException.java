package dev.sancho.worker;

/** The reason given for a job whose worker processes died again and again while they held it. */
public final class PoisonJobException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PoisonJobException(String jid, int crashes) {
        super("Job " + jid + " was held by " + crashes
                + " worker processes that died; it is kept in the dead set and not run again by itself. "
                + "Look for what ends the process (memory, native code, Runtime.halt) before it is retried");
    }
}
