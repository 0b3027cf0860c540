/** The front door: {@code Sancho} opens a store and gives out clients and workers. */
@NullMarked
package dev.sancho;

import org.jspecify.annotations.NullMarked;
