/** The contract suites that every store passes. */
@NullMarked
package dev.sancho.tck;

import org.jspecify.annotations.NullMarked;
