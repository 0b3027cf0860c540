/**
 * Looks at a store and says what is wrong with it. What every store can tell is looked at here, once for all; what only one kind of store can
 * tell comes from its {@link dev.sancho.store.Checkup}.
 */
@NullMarked
package dev.sancho.doctor;

import org.jspecify.annotations.NullMarked;
