package dev.sancho.cli;

/** A command cannot do what it was asked; the message is all that the user is told. */
public final class CliFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitStatus;

    private CliFailure(String message, int exitStatus) {
        super(message);
        this.exitStatus = exitStatus;
    }

    /** What was asked makes no sense. */
    public static CliFailure usage(String message) {
        return new CliFailure(message, ExitStatus.USAGE);
    }

    /** What was asked makes sense but did not work. */
    public static CliFailure of(String message) {
        return new CliFailure(message, ExitStatus.FAILURE);
    }

    int exitStatus() {
        return exitStatus;
    }
}
