/**
 * What makes a worker run, in the order of a job's way: a {@code Fetcher} claims it, a {@code JobExecutor} runs it on a virtual thread,
 * {@code OutcomeRules} decide where it goes, a {@code Completer} moves it there. Around the line stand the {@code Loop}s: heartbeat, promoter,
 * rescuer, pruner. Only {@link dev.sancho.engine.Engine} is public.
 */
@NullMarked
package dev.sancho.engine;

import org.jspecify.annotations.NullMarked;
