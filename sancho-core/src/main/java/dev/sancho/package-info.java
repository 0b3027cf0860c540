/** The front door: {@link dev.sancho.Sancho} opens a store and gives out clients and workers. */
@NullMarked
package dev.sancho;

import org.jspecify.annotations.NullMarked;
