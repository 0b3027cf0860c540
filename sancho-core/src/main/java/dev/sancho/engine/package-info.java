/** The machinery that claims jobs, runs them and moves them on. */
@NullMarked
package dev.sancho.engine;

import org.jspecify.annotations.NullMarked;
