package dev.sancho.tck;

import org.junit.jupiter.api.Nested;

/** The whole contract: extend it, say how the store is opened, and every contract runs as a nested class. */
public abstract class StoreContract {
    /** How the store under test is opened; asked for with each test. */
    protected abstract StoreHarness harness();

    @Nested
    class Inserts extends InsertContract {
        @Override
        protected StoreHarness harness() {
            return StoreContract.this.harness();
        }
    }

    @Nested
    class Claims extends ClaimContract {
        @Override
        protected StoreHarness harness() {
            return StoreContract.this.harness();
        }
    }

    @Nested
    class Moves extends MoveContract {
        @Override
        protected StoreHarness harness() {
            return StoreContract.this.harness();
        }
    }

    @Nested
    class Rescues extends RescueContract {
        @Override
        protected StoreHarness harness() {
            return StoreContract.this.harness();
        }
    }

    @Nested
    class Beats extends BeatContract {
        @Override
        protected StoreHarness harness() {
            return StoreContract.this.harness();
        }
    }

    @Nested
    class Promotes extends PromoteContract {
        @Override
        protected StoreHarness harness() {
            return StoreContract.this.harness();
        }
    }

    @Nested
    class DeadSets extends DeadSetContract {
        @Override
        protected StoreHarness harness() {
            return StoreContract.this.harness();
        }
    }

    @Nested
    class Guards extends GuardContract {
        @Override
        protected StoreHarness harness() {
            return StoreContract.this.harness();
        }
    }

    @Nested
    class Groups extends GroupContract {
        @Override
        protected StoreHarness harness() {
            return StoreContract.this.harness();
        }
    }

    @Nested
    class Effects extends EffectContract {
        @Override
        protected StoreHarness harness() {
            return StoreContract.this.harness();
        }
    }

    @Nested
    class CellStates extends CellsContract {
        @Override
        protected StoreHarness harness() {
            return StoreContract.this.harness();
        }
    }

    @Nested
    class Browsers extends BrowserContract {
        @Override
        protected StoreHarness harness() {
            return StoreContract.this.harness();
        }
    }

    @Nested
    class ControlCalls extends ControlsContract {
        @Override
        protected StoreHarness harness() {
            return StoreContract.this.harness();
        }
    }

    @Nested
    class Reports extends RunsContract {
        @Override
        protected StoreHarness harness() {
            return StoreContract.this.harness();
        }
    }

    @Nested
    class Prunes extends PruneContract {
        @Override
        protected StoreHarness harness() {
            return StoreContract.this.harness();
        }
    }

    @Nested
    class Sharings extends SharingContract {
        @Override
        protected StoreHarness harness() {
            return StoreContract.this.harness();
        }
    }

    @Nested
    class Features extends FeatureContract {
        @Override
        protected StoreHarness harness() {
            return StoreContract.this.harness();
        }
    }

    @Nested
    class RandomOperations extends RandomOpsContract {
        @Override
        protected StoreHarness harness() {
            return StoreContract.this.harness();
        }
    }
}
