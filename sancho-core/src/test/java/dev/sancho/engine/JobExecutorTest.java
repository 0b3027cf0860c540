package dev.sancho.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sancho.client.JobContext;
import dev.sancho.job.JobArgumentException;
import dev.sancho.job.Outcome;
import dev.sancho.worker.JobTimeoutException;
import dev.sancho.worker.ServerMiddleware;
import dev.sancho.worker.UnknownNamePolicy;
import dev.sancho.worker.WorkerBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@SuppressWarnings("NullAway") // what is null where it must not be fails the test
@Timeout(60)
class JobExecutorTest {
    private final Rig rig = Rig.still();
    private final TestTime time = rig.time;
    private final Timeouts timeouts = new Timeouts(time);
    private final RunCounts counts = new RunCounts();
    private final UnknownNames unknown = new UnknownNames(time);
    private final Slot slot = new Slot(Thread.currentThread());
    private final List<String> events = new ArrayList<>();

    @Nested
    class AnOutcome {
        @Test
        void isDoneWhateverElseAMethodReturns() {
            assertThat(run(builder(), "Sample::Plain", "[]")).isEqualTo(JobOutcome.DONE);
            assertThat(run(builder(), "Sample::Skipped", "[]")).isEqualTo(JobOutcome.DONE);
            assertThat(run(builder(), "Sample::Nothing", "[]")).isEqualTo(JobOutcome.DONE);
        }

        @Test
        void isWhatTheMethodSays() {
            assertThat(run(builder(), "Sample::Snoozed", "[]"))
                    .isEqualTo(new JobOutcome.Snoozed(Duration.ofMinutes(5)));
            assertThat(run(builder(), "Sample::Discarded", "[]"))
                    .isEqualTo(new JobOutcome.Discarded("no longer wanted"));
        }

        @Test
        void isAFailureByWhatItThrew() {
            assertThat(error(run(builder(), "Sample::Failing", "[]")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("boom");
        }

        @Test
        void isUnknownOrMalformedWithoutARun() {
            assertThat(run(builder(), "Elsewhere", "[]")).isEqualTo(new JobOutcome.Unknown(false));
            assertThat(executor(builder()).run(Rig.held("[1]"), slot).outcome())
                    .isInstanceOf(JobOutcome.Malformed.class);
            for (String nameless : List.of("{}", "{\"class\":5}", "{\"class\":\"\"}", "{\"class\":null}")) {
                assertThat(executor(builder()).run(Rig.held(nameless), slot).outcome())
                        .as("%s, which no worker will ever know", nameless)
                        .isInstanceOf(JobOutcome.Malformed.class);
            }
        }

        @ParameterizedTest
        @MethodSource("dev.sancho.engine.JobExecutorTest#wrongArguments")
        void isAFailureForArgumentsThatDoNotFit(String args) {
            assertThat(error(run(builder(), "Sample::Counted", args))).isInstanceOf(JobArgumentException.class);
        }

        @Test
        void isAFailureWithoutArguments() {
            JobOutcome outcome = executor(builder())
                    .run(Rig.held("{\"class\":\"Sample::Counted\",\"jid\":\"j\"}"), slot)
                    .outcome();

            assertThat(error(outcome)).isInstanceOf(JobArgumentException.class).hasMessageContaining("no args");
        }

        @ParameterizedTest
        @MethodSource("dev.sancho.engine.JobExecutorTest#oddities")
        void isAFailureWhateverIsThrown(Throwable oddity) {
            WorkerBuilder worker = builder().middleware((context, next) -> {
                throw oddity;
            });

            assertThat(error(run(worker, "Sample::Plain", "[]"))).isSameAs(oddity);
            assertThat(slot.running()).isNull();
        }

        @Test
        void isAFailureWhenTheStackIsUsedUp() {
            WorkerBuilder worker = builder().middleware((context, next) -> endless(1));

            assertThat(error(run(worker, "Sample::Plain", "[]"))).isInstanceOf(StackOverflowError.class);
        }
    }

    @Nested
    class AForeignBatch {
        private static final String MEMBER = ",\"bid\":\"iNQmXCRV3kcyVg\"";

        @Test
        void keepsAJobFromRunning() {
            assertThat(with(builder(), MEMBER)).isEqualTo(new JobOutcome.ForeignBatch("iNQmXCRV3kcyVg", false));
            assertThat(with(builder(), ",\"bid\":7")).isEqualTo(new JobOutcome.ForeignBatch("7", false));
            assertThat(with(builder(), ",\"bid\":null")).isEqualTo(JobOutcome.DONE);
            assertThat(run(builder(), "Elsewhere", "[]")).isEqualTo(new JobOutcome.Unknown(false));
        }

        @Test
        void isRunWhereTheWorkerIsToldSo() {
            assertThat(with(builder().runForeignBatches(true), MEMBER)).isEqualTo(JobOutcome.DONE);
        }

        @Test
        void makesAWorkerLeaveTheQueueThatLeavesQueues() {
            assertThat(with(builder().unknownNames(UnknownNamePolicy.LEAVE_QUEUE), MEMBER))
                    .isEqualTo(JobOutcome.LEFT);
            assertThat(unknown.due(List.of("default"))).isEmpty();
        }

        private JobOutcome with(WorkerBuilder worker, String member) {
            return executor(worker)
                    .run(Rig.held(Rig.json("Sample::Plain", "abc", "[]", member)), slot)
                    .outcome();
        }
    }

    @Nested
    class Middleware {
        @Test
        void wrapsInItsOrder() {
            WorkerBuilder worker = builder().middleware(telling("a")).middleware(telling("b"));

            run(worker, "Sample::Plain", "[]");

            assertThat(events).containsExactly("a+", "b+", "b-", "a-");
        }

        @Test
        void mayReplaceTheOutcomeOrLeaveTheJobOut() {
            WorkerBuilder replacing = builder().middleware((context, next) -> {
                next.run();
                return Outcome.discard("replaced");
            });
            WorkerBuilder skipping =
                    builder().middleware((context, next) -> Outcome.done()).middleware(telling("inner"));

            assertThat(run(replacing, "Sample::Plain", "[]")).isEqualTo(new JobOutcome.Discarded("replaced"));
            assertThat(run(skipping, "Sample::Failing", "[]")).isEqualTo(JobOutcome.DONE);
            assertThat(events).isEmpty();
        }

        @Test
        void mayTurnAFailureIntoAnOutcome() {
            WorkerBuilder worker = builder().middleware((context, next) -> {
                try {
                    return next.run();
                } catch (IllegalStateException expected) {
                    return Outcome.snooze(Duration.ofSeconds(7));
                }
            });

            assertThat(run(worker, "Sample::Failing", "[]")).isEqualTo(new JobOutcome.Snoozed(Duration.ofSeconds(7)));
        }

        @Test
        void seesTheArgumentErrorsOfTheJob() {
            WorkerBuilder worker = builder().middleware(telling("a"));

            run(worker, "Sample::Counted", "[\"x\"]");

            assertThat(events).containsExactly("a+", "a!JobArgumentException");
        }
    }

    @Nested
    class AnErrorHandler {
        @Test
        void isToldOfEachFailureAndHarmsNothing() {
            WorkerBuilder worker = builder()
                    .onError((error, context) -> {
                        throw new ErrorsTest.Odd();
                    })
                    .onError((error, context) -> events.add(context.id() + " " + error.getMessage()));

            JobOutcome outcome = run(worker, "Sample::Failing", "[]");
            run(worker, "Sample::Plain", "[]");

            assertThat(error(outcome)).hasMessage("boom");
            assertThat(events).containsExactly("abc boom");
        }
    }

    @Nested
    class ATimeout {
        @Test
        void failsAJobThatObeysIt() {
            JobOutcome outcome = runFor(Duration.ofSeconds(10), () -> {
                throw new InterruptedException("obeyed");
            });

            assertThat(error(outcome))
                    .isInstanceOf(JobTimeoutException.class)
                    .hasMessageContaining("Sample::Timed")
                    .hasMessageContaining("PT10S")
                    .hasRootCauseMessage("obeyed");
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        }

        @Test
        void doesNotUndoWhatAJobDidThatReturnsAllTheSame() {
            assertThat(runFor(Duration.ofSeconds(10), Outcome::done)).isEqualTo(JobOutcome.DONE);
            assertThat(Thread.currentThread().isInterrupted())
                    .as("nothing leaks to the next job on this thread")
                    .isFalse();
        }

        @Test
        void doesNothingBeforeItsTime() {
            JobOutcome outcome = runFor(Duration.ofMillis(9_999), () -> {
                throw new IllegalStateException("mine");
            });

            assertThat(error(outcome)).hasMessage("mine");
        }

        @Test
        void mayBeSaidByThePayload() {
            String json = "{\"class\":\"Sample::Plain\",\"args\":[],\"jid\":\"j\",\"timeout\":0.5}";
            AtomicReference<Optional<Instant>> deadline = new AtomicReference<>();
            WorkerBuilder worker = builder().middleware((context, next) -> {
                deadline.set(context.deadline());
                return next.run();
            });

            executor(worker).run(Rig.held(json), slot);

            assertThat(deadline.get()).hasValue(time.instant().plusMillis(500));
        }

        @Test
        void isForgottenWithItsJob() {
            runFor(Duration.ofSeconds(10), Outcome::done);

            assertThat(timeouts.size()).isZero();
            assertThat(timeouts.turn()).isEqualTo(Duration.ofSeconds(10));
        }

        private JobOutcome runFor(Duration duration, ServerMiddleware.Next then) {
            return run(
                    builder().middleware((context, next) -> {
                        time.advance(duration);
                        timeouts.turn();
                        return then.run();
                    }),
                    "Sample::Timed",
                    "[]");
        }
    }

    @Nested
    class AStop {
        @Test
        void isNoFailureForAJobThatObeysIt() {
            WorkerBuilder worker = builder().middleware((context, next) -> {
                slot.running().interrupt(RunningJob.Interruption.STOP);
                events.add("cancelled " + context.cancelled());
                throw new InterruptedException();
            });

            assertThat(run(worker, "Sample::Plain", "[]")).isEqualTo(JobOutcome.INTERRUPTED);
            assertThat(events).containsExactly("cancelled true");
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        }

        @Test
        void leavesTheOutcomeOfAJobThatReturns() {
            WorkerBuilder worker = builder().middleware((context, next) -> {
                slot.running().interrupt(RunningJob.Interruption.STOP);
                return next.run();
            });

            assertThat(run(worker, "Sample::Snoozed", "[]")).isInstanceOf(JobOutcome.Snoozed.class);
        }

        @Test
        void makesTheResultOfAnAbandonedJobVoid() {
            WorkerBuilder worker = builder().middleware((context, next) -> {
                assertThat(slot.running().abandon()).isTrue();
                assertThat(slot.running().abandon()).isFalse();
                return next.run();
            });

            assertThat(executor(worker).run(Rig.held(json("Sample::Plain", "[]")), slot))
                    .isNull();
        }

        @Test
        void interruptsAJobAgainThatSwallowedItsTimeout() {
            WorkerBuilder worker = builder().middleware((context, next) -> {
                slot.running().interrupt(RunningJob.Interruption.TIMEOUT);
                events.add("" + Thread.interrupted());
                slot.running().interrupt(RunningJob.Interruption.STOP);
                events.add("" + Thread.interrupted());
                slot.running().interrupt(RunningJob.Interruption.STOP);
                events.add("" + Thread.interrupted());
                return next.run();
            });

            assertThat(run(worker, "Sample::Plain", "[]")).isEqualTo(JobOutcome.DONE);
            assertThat(events).containsExactly("true", "true", "false");
        }
    }

    @Test
    void aJobThatInterruptsItselfInterruptsNobodyElse() {
        WorkerBuilder worker = builder().middleware((context, next) -> {
            Thread.currentThread().interrupt();
            return next.run();
        });

        assertThat(run(worker, "Sample::Plain", "[]")).isEqualTo(JobOutcome.DONE);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void theContextTellsOfTheRun() {
        AtomicReference<JobContext> seen = new AtomicReference<>();
        String json = Rig.json("Sample::Plain", "abc", "[]", ",\"retry_count\":2");
        WorkerBuilder worker = builder().middleware((context, next) -> {
            seen.set(context);
            return next.run();
        });

        executor(worker).run(Rig.held(json), slot);

        JobContext context = seen.get();
        assertThat(context.id()).isEqualTo("abc");
        assertThat(context.name()).isEqualTo("Sample::Plain");
        assertThat(context.queue()).isEqualTo("default");
        assertThat(context.attempt()).isEqualTo(4);
        assertThat(context.enqueuedAt()).isEqualTo(Instant.parse("2026-11-23T08:56:40.146300Z"));
        assertThat(context.deadline()).isEmpty();
        assertThat(context.cancelled()).isFalse();
        assertThat(context.document().payload().text()).isEqualTo(json);
        assertThat(context.log()).isNotNull();
        assertThat(context.jobs()).isNotNull();
    }

    @Test
    void theFirstRunIsTheFirstAttempt() {
        List<Integer> attempts = new ArrayList<>();
        WorkerBuilder worker = builder().middleware((context, next) -> {
            attempts.add(context.attempt());
            return next.run();
        });

        JobExecutor executor = executor(worker);
        for (String count : List.of(
                "",
                ",\"retry_count\":-1",
                ",\"retry_count\":0",
                ",\"retry_count\":\"x\"",
                ",\"retry_count\":9223372036854775807")) {
            executor.run(Rig.held(Rig.json("Sample::Plain", "abc", "[]", count)), slot);
        }

        assertThat(attempts).containsExactly(1, 1, 2, 1, Integer.MAX_VALUE);
    }

    static List<String> wrongArguments() {
        return List.of("[]", "[1,2]", "[\"x\"]", "[null]", "{}", "7", "[99999999999]");
    }

    @SuppressWarnings("removal")
    static List<Throwable> oddities() {
        return List.of(
                new OutOfMemoryError("for the test"),
                new ThreadDeath(),
                new ErrorsTest.Odd(),
                new Throwable("bare"),
                new InterruptedException("of its own"),
                new Error((String) null));
    }

    private ServerMiddleware telling(String name) {
        return (context, next) -> {
            events.add(name + "+");
            try {
                Outcome outcome = next.run();
                events.add(name + "-");
                return outcome;
            } catch (Exception failure) {
                events.add(name + "!" + failure.getClass().getSimpleName());
                throw failure;
            }
        };
    }

    private static Outcome endless(int depth) {
        return depth < 0 ? Outcome.done() : endless(depth + 1 > 0 ? depth + 1 : 1);
    }

    private static WorkerBuilder builder() {
        return new WorkerBuilder()
                .handle(Sample::plain)
                .handle(Sample::counted)
                .handle(Sample::skipped)
                .handle(Sample::snoozed)
                .handle(Sample::discarded)
                .handle(Sample::nothing)
                .handle(Sample::failing)
                .handle(Sample::timed);
    }

    private JobExecutor executor(WorkerBuilder worker) {
        return new JobExecutor(rig.setup(Rig.config(worker), time), unknown, timeouts, counts);
    }

    private JobOutcome run(WorkerBuilder worker, String name, String args) {
        return executor(worker).run(Rig.held(json(name, args)), slot).outcome();
    }

    private static String json(String name, String args) {
        return Rig.json(name, "abc", args, "");
    }

    private static Throwable error(JobOutcome outcome) {
        assertThat(outcome).isInstanceOf(JobOutcome.Failed.class);
        return ((JobOutcome.Failed) outcome).error();
    }
}
