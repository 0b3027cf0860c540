/**
 * How a worker process is set up: the job types it knows, its queues, what is wrapped around each run, and who is told what. Runs nothing:
 * that is the engine's.
 */
@NullMarked
package dev.sancho.worker;

import org.jspecify.annotations.NullMarked;
