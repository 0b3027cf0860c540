/**
 * What a job is: its payload, name, arguments, options and states. The leftmost package of the line: it knows no store, client
 * or worker.
 */
@NullMarked
package dev.sancho.job;

import org.jspecify.annotations.NullMarked;
