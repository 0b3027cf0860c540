/** The front door: where a program starts to use Sancho. */
@NullMarked
package dev.sancho;

import org.jspecify.annotations.NullMarked;
