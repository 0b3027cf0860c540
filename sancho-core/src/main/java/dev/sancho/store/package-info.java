/** The store interface, and the store that lives in memory. */
@NullMarked
package dev.sancho.store;

import org.jspecify.annotations.NullMarked;
