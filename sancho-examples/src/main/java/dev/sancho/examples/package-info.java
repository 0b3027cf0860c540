/** One example for each feature. */
@NullMarked
package dev.sancho.examples;

import org.jspecify.annotations.NullMarked;
