/** The {@code sancho} command. */
@NullMarked
package dev.sancho.cli;

import org.jspecify.annotations.NullMarked;
