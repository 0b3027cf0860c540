/** The load harness. */
@NullMarked
package dev.sancho.bench;

import org.jspecify.annotations.NullMarked;
