package dev.sancho.store;

/** Opens a {@link MemoryStore} for the URL {@code memory}: a new and empty one each time. */
public final class MemoryStoreProvider implements StoreProvider {
    @Override
    public boolean accepts(String url) {
        return url.equals("memory");
    }

    @Override
    public JobStore open(String url, StoreSettings settings) {
        return MemoryStore.open(settings);
    }
}
