/**
 * The seam between Sancho and its stores: one conditional move and a dozen primitives. A store knows no features; what a feature
 * needs is planned by its own code as guards and effects, which the store writes in one atomic step with the move they belong to.
 * {@link dev.sancho.store.MemoryStore} is the readable specification.
 */
@NullMarked
package dev.sancho.store;

import org.jspecify.annotations.NullMarked;
