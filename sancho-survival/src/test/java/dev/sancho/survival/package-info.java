/** Tests of whole worker processes: killed, cut off, suspended. */
@NullMarked
package dev.sancho.survival;

import org.jspecify.annotations.NullMarked;
