package dev.sancho.store;

/** Opens the stores of one kind; found by {@link java.util.ServiceLoader}. */
public interface StoreProvider {
    /** Whether this URL names a store of this kind. Looks at the text only. */
    boolean accepts(String url);

    /**
     * Opens the store, creating what it needs.
     *
     * @throws StoreException if it cannot be reached, is too old or is not what the URL says, in words that help; a password in the URL is
     *     not repeated
     */
    JobStore open(String url, StoreSettings settings);
}
