package dev.sancho.sql;

import dev.sancho.tck.StoreContract;
import dev.sancho.tck.StoreHarness;

class SqliteStoreTest extends StoreContract {
    @Override
    protected StoreHarness harness() {
        return new SqliteHarness();
    }
}
