/** Putting jobs on queues. */
@NullMarked
package dev.sancho.client;

import org.jspecify.annotations.NullMarked;
