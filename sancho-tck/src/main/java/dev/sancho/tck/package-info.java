/**
 * The contract that every store keeps, as tests: extend {@link dev.sancho.tck.StoreContract}, say how the store is opened, and run it.
 *
 * <p>One abstract class a concern, each test a sentence; then {@link dev.sancho.tck.RandomOps}, which compares the store with
 * {@link dev.sancho.store.MemoryStore} over thousands of random calls; and planted faults, which prove that it would find them.
 */
@NullMarked
package dev.sancho.tck;

import org.jspecify.annotations.NullMarked;
