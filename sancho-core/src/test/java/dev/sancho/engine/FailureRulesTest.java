package dev.sancho.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sancho.job.JobDocument;
import dev.sancho.job.JobState;
import dev.sancho.job.Payload;
import dev.sancho.store.JobSet;
import dev.sancho.store.To;
import dev.sancho.worker.RegisteredJob;
import dev.sancho.worker.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@SuppressWarnings("NullAway") // what is null where it must not be fails the test
class FailureRulesTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final String SECONDS = "1795435200";

    private final RetryPolicy exact = RetryPolicy.DEFAULT.withoutJitter();

    @Nested
    class TheCount {
        @ParameterizedTest(name = "retry {0} after {1} retries: {2}")
        @CsvSource({
            "true, 0, RETRYING", // counts here are the retry_count before the failure; -2 stands for none
            "true, -2, RETRYING",
            "true, 23, RETRYING",
            "true, 24, DEAD",
            "null, -2, RETRYING",
            "null, 24, DEAD",
            "3, -2, RETRYING",
            "3, 1, RETRYING",
            "3, 2, DEAD",
            "'\"3\"', 1, RETRYING",
            "'\"3\"', 2, DEAD",
            "0, -2, DEAD",
            "0, -1, DEAD",
            "-5, -2, DEAD",
            "1.5, 23, RETRYING",
            "1.5, 24, DEAD",
            "'\"often\"', 24, DEAD",
            "{}, 23, RETRYING",
            "false, -2, GONE",
            "false, 5, GONE",
            "99999999999999999999, 24, RETRYING",
            "2147483647, 2147483647, DEAD"
        })
        void decidesHowOftenAJobIsTriedAgain(String retry, int count, String expected) {
            String counted = count == -2 ? "" : ",\"retry_count\":" + count;

            Decision decision = decide("\"retry\":" + retry + counted);

            switch (expected) {
                case "RETRYING" -> assertThat(set(decision)).isEqualTo(JobSet.RETRY);
                case "DEAD" -> assertThat(set(decision)).isEqualTo(JobSet.DEAD);
                default -> assertThat(decision.to()).isEqualTo(To.Gone.GONE);
            }
            assertThat(decision.state()).isEqualTo(expected.equals("RETRYING") ? JobState.RETRYING : JobState.DEAD);
            assertThat(decision.death() == null).isEqualTo(expected.equals("RETRYING"));
            assertThat(decision.effects()).isEqualTo(OutcomeRules.FAILED);
        }

        @ParameterizedTest
        @CsvSource({
            "'', 0, true, false",
            "'\"retry_count\":0,\"failed_at\":1.5', 1, true, true",
            "'\"retry_count\":-1', 0, true, true",
            "'\"retry_count\":\"4\",\"failed_at\":1.5', 5, true, true",
            "'\"retry_count\":9223372036854775807', 2147483647, true, true"
        })
        void isWrittenWithTheTimeOfTheFirstFailureAndOfTheLatest(
                String members, long count, boolean failed, boolean retried) {
            JobDocument after = decide(members).document();

            assertThat(after.integer("retry_count")).hasValue(count);
            assertThat(after.has("failed_at")).isEqualTo(failed);
            assertThat(after.has("retried_at")).isEqualTo(retried);
            if (members.contains("failed_at")) {
                assertThat(after.raw("failed_at")).hasValue("1.5");
            }
            if (retried) {
                assertThat(after.raw("retried_at")).hasValue(SECONDS + ".0");
            }
        }

        @Test
        void ofTheTypeHoldsWhereThePayloadSaysNothingOrOnlyTrue() {
            RegisteredJob type = Sample.optedJob(exact);

            assertThat(set(decide(type, "\"retry\":true,\"retry_count\":2"))).isEqualTo(JobSet.DEAD);
            assertThat(set(decide(type, "\"retry_count\":1"))).isEqualTo(JobSet.RETRY);
            assertThat(set(decide(type, "\"retry\":5,\"retry_count\":2"))).isEqualTo(JobSet.RETRY);
        }
    }

    @Nested
    class TheWindow {
        @ParameterizedTest(name = "{0}, failed {1} s ago: {2}")
        @CsvSource({
            "'\"retry_for\":3600', 3600, RETRY",
            "'\"retry_for\":3600', 3601, DEAD",
            "'\"retry_for\":3600,\"retry\":0', 10, RETRY",
            "'\"retry_for\":3600,\"retry\":1,\"retry_count\":70', 10, RETRY",
            "'\"retry_for\":\"60\"', 61, DEAD",
            "'\"retry_for\":0', 100000, RETRY",
            "'\"retry_for\":-3', 100000, RETRY"
        })
        void standsForTheCount(String members, long ago, JobSet expected) {
            String failedAt = ",\"failed_at\":" + (Long.parseLong(SECONDS) - ago) + ".0";

            assertThat(set(decide(members + failedAt))).isEqualTo(expected);
        }

        @Test
        void beginsWithTheFirstFailure() {
            assertThat(set(decide("\"retry_for\":1"))).isEqualTo(JobSet.RETRY);
        }
    }

    @Nested
    class TheDelay {
        @ParameterizedTest
        @CsvSource({"-1, 15", "0, 16", "1, 31", "2, 96", "9, 10015", "23, 331791"})
        void isSidekiqsOwn(int before, long seconds) {
            assertThat(at(decide(Sample.plainJob(exact), "\"retry\":99,\"retry_count\":" + before)))
                    .isEqualTo(NOW.plusSeconds(seconds));
        }

        @Test
        void isLongerByLessThanTenSecondsForEachRunSoFar() {
            List<Long> jitters = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) {
                Decision decision = new FailureRules(25, new Random(i))
                        .decide(
                                job(Sample.plainJob(RetryPolicy.DEFAULT), "\"retry_count\":2"),
                                new RuntimeException("x"));
                jitters.add(Duration.between(NOW.plusSeconds(96), at(decision)).toSeconds());
            }

            assertThat(jitters).allMatch(jitter -> jitter >= 0 && jitter < 40).contains(0L, 39L);
        }

        @Test
        void mayBeTheTypesOwnWithJitterOnTop() {
            RetryPolicy fixed = RetryPolicy.DEFAULT.delay((retry, error, job) -> Optional.of(Duration.ofSeconds(100)));

            assertThat(at(decide(Sample.plainJob(fixed), ""))).isBetween(NOW.plusSeconds(100), NOW.plusSeconds(109));
            assertThat(at(decide(Sample.plainJob(fixed.withoutJitter()), ""))).isEqualTo(NOW.plusSeconds(100));
        }

        @Test
        void isAskedForWithTheNumberOfTheRetry() {
            List<Integer> asked = new ArrayList<>();
            RetryPolicy asking = exact.delay((retry, error, job) -> {
                asked.add(retry);
                return Optional.of(Duration.ZERO);
            });

            Decision first = decide(Sample.plainJob(asking), "");
            decide(Sample.plainJob(asking), "\"retry_count\":6");

            assertThat(asked).containsExactly(0, 7);
            assertThat(at(first)).isEqualTo(NOW);
        }

        @Test
        void isTheStandardOneWhereTheTypesOwnThrowsOrMakesNoSense() {
            List<RetryPolicy.Delay> odd = List.of(
                    (retry, error, job) -> {
                        throw new StackOverflowError("for the test");
                    },
                    (retry, error, job) -> Optional.of(Duration.ofSeconds(-1)),
                    (retry, error, job) -> null,
                    (retry, error, job) -> Optional.empty());

            assertThat(odd)
                    .allSatisfy(delay -> assertThat(at(decide(Sample.plainJob(exact.delay(delay)), "")))
                            .isEqualTo(NOW.plusSeconds(15)));
        }

        @Test
        void isBoundedSoThatEveryStoreCanKeepIt() {
            RetryPolicy endless =
                    RetryPolicy.DEFAULT.delay((retry, error, job) -> Optional.of(Duration.ofSeconds(Long.MAX_VALUE)));
            Instant latest = NOW.plus(Duration.ofDays(36_500));

            assertThat(at(decide(Sample.plainJob(endless), ""))).isEqualTo(latest);
            assertThat(at(decide("\"retry\":2147483647,\"retry_count\":2147483000")))
                    .isEqualTo(latest);
        }
    }

    @Nested
    class TheFields {
        @Test
        void ofOthersStayByteForByte() {
            String foreign =
                    "\"cattr\":{\"a\" : 1.0},\"x\":\"\\u00e9\\/\",\"big\":100000000000000000000.50,\"bid\":null";

            String after = decide(foreign).document().payload().text();

            assertThat(after)
                    .startsWith("{\"class\":\"Sample::Plain\",\"args\":[1.0,1e2,12345678901234567890],\"jid\":\"abc\","
                            + foreign);
        }

        @Test
        void sayWhatWentWrong() {
            JobDocument after = decide("").document();

            assertThat(after.text("error_class")).hasValue("java.lang.IllegalStateException");
            assertThat(after.text("error_message")).hasValue("boom");
            assertThat(after.text("queue")).hasValue("default");
            assertThat(after.has("error_backtrace")).isFalse();
        }

        @Test
        void haveTheQueueForRetriesOfThePayloadOrElseOfTheType() {
            assertThat(decide("\"queue\":\"fast\",\"retry_queue\":\"later\"")
                            .document()
                            .queue())
                    .isEqualTo("later");
            assertThat(decide(Sample.optedJob(exact), "\"queue\":\"fast\"")
                            .document()
                            .queue())
                    .isEqualTo("slow");
        }

        @ParameterizedTest
        @CsvSource({"true, true", "5, true", "'\"7\"', true", "false, false", "0, false", "-1, false", "null, false"})
        void haveTheBacktraceOnDemand(String backtrace, boolean there) {
            assertThat(decide("\"backtrace\":" + backtrace).document().has("error_backtrace"))
                    .isEqualTo(there);
        }

        @Test
        void forgetTheCrashesAndTheUnknownName() {
            JobDocument after = decide("\"sancho\":{\"crashes\":2,\"unknown_since\":1.5,\"more\":[1]}")
                    .document();

            assertThat(after.raw("sancho")).hasValue("{\"more\":[1]}");
        }
    }

    @Nested
    class GivingUp {
        @Test
        void keepsNothingOfAJobThatIsNotToBeDead() {
            Decision decision = decide("\"retry\":0,\"dead\":false");

            assertThat(decision.to()).isEqualTo(To.Gone.GONE);
            assertThat(decision.state()).isEqualTo(JobState.DEAD);
            assertThat(decision.death()).hasMessage("boom");
            assertThat(set(decide("\"retry\":0,\"dead\":true"))).isEqualTo(JobSet.DEAD);
            assertThat(set(decide("\"retry\":0,\"dead\":\"no\""))).isEqualTo(JobSet.DEAD);
        }

        @Test
        void asksTheHookOnceAlsoForAJobThatIsNotKept() {
            List<String> asked = new ArrayList<>();
            RegisteredJob type = Sample.plainJob(exact.onExhausted((job, error) -> {
                asked.add(job.jid() + " " + error.getMessage());
                return false;
            }));

            assertThat(decide(type, "\"retry\":0").to()).isEqualTo(To.Gone.GONE);
            assertThat(decide(type, "\"retry\":0,\"dead\":false").to()).isEqualTo(To.Gone.GONE);
            decide(type, "\"retry\":1");
            assertThat(asked).containsExactly("abc boom", "abc boom");
        }

        @Test
        void keepsAJobWhoseHookThrows() {
            RegisteredJob type = Sample.plainJob(exact.onExhausted((job, error) -> {
                throw new AssertionError("for the test");
            }));

            assertThat(set(decide(type, "\"retry\":0"))).isEqualTo(JobSet.DEAD);
        }

        @Test
        void isAtOnceForErrorsOfWhichTheTypeSaysSo() {
            RegisteredJob type =
                    Sample.plainJob(exact.killOn(IllegalStateException.class).discardOn(RuntimeException.class));

            Decision killed = decide(type, "");
            Decision discarded = decide(type, "", new IllegalArgumentException("bad"));
            Decision retried = decide(type, "", new Error("else"));

            assertThat(set(killed)).isEqualTo(JobSet.DEAD);
            assertThat(killed.document().integer("retry_count")).hasValue(0);
            assertThat(discarded.to()).isEqualTo(To.Gone.GONE);
            assertThat(discarded.state()).isEqualTo(JobState.CANCELLED);
            assertThat(discarded.death()).hasMessage("bad");
            assertThat(set(retried)).isEqualTo(JobSet.RETRY);
        }

        @Test
        void leavesAJobWithoutRetryAsItWas() {
            Decision decision = decide("\"retry\":false");

            assertThat(decision.document().payload().text()).isEqualTo(Sample.json("\"retry\":false"));
            assertThat(decision.death()).hasMessage("boom");
        }
    }

    private static Decision decide(String members) {
        return decide(Sample.plainJob(RetryPolicy.DEFAULT), members);
    }

    private static Decision decide(RegisteredJob type, String members) {
        return decide(type, members, new IllegalStateException("boom"));
    }

    private static Decision decide(RegisteredJob type, String members, Throwable error) {
        return new FailureRules(25, RandomGenerator.getDefault()).decide(job(type, members), error);
    }

    private static FinishedJob job(RegisteredJob type, String members) {
        String json = Sample.json(members);
        return new FinishedJob(
                Rig.held(json), JobDocument.parse(Payload.of(json)), type, JobOutcome.DONE, NOW, Duration.ofMillis(3));
    }

    private static JobSet set(Decision decision) {
        return ((To.Sorted) decision.to()).set();
    }

    private static Instant at(Decision decision) {
        return ((To.Sorted) decision.to()).at();
    }
}
