package dev.sancho.store;

/** The owner id in a call has ended or never begun: its claims are lost to it, and it must go on under a new id. */
public final class OwnerEndedException extends StoreException {
    private static final long serialVersionUID = 1L;

    public OwnerEndedException(String owner) {
        super(
                "Owner " + owner
                        + " has ended: its lease ran out and its jobs were given to others, or it never began with a beat",
                false,
                null);
    }
}
