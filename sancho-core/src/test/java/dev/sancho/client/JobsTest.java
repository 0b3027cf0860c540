package dev.sancho.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sancho.feature.Exit;
import dev.sancho.feature.Feature;
import dev.sancho.feature.InsertPlan;
import dev.sancho.feature.SanchoMember;
import dev.sancho.job.Enqueued;
import dev.sancho.job.JobArgumentException;
import dev.sancho.job.JobDocument;
import dev.sancho.job.JobOptions;
import dev.sancho.job.Options;
import dev.sancho.store.Effect;
import dev.sancho.store.End;
import dev.sancho.store.Guard;
import dev.sancho.store.JobSet;
import dev.sancho.store.NewJob;
import dev.sancho.store.StoreException;
import dev.sancho.store.To;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class JobsTest {
    private static final Instant NOW = Instant.parse("2026-11-23T08:56:40.146262Z");
    private static final ClientConfig CONFIG = ClientConfig.defaults().withClock(InstantSource.fixed(NOW));

    private final RecordingStore store = new RecordingStore();
    private final Jobs jobs = Jobs.of(store, CONFIG);

    @Nested
    class APayload {
        @Test
        void isWhatRubyWouldWrite() {
            Enqueued enqueued = jobs.enqueue(Mailer::welcome, 42L, "ä/\"\u0001", 1.5, null);

            assertThat(store.payload())
                    .hasToString("{\"retry\":true,\"queue\":\"default\",\"class\":\"Mailer::Welcome\","
                            + "\"args\":[42,\"ä/\\\"\\u0001\",1.5,null],\"jid\":\"" + enqueued.id()
                            + "\",\"created_at\":1795424200.146262,\"enqueued_at\":1795424200.146262}");
            assertThat(store.job().jid()).isEqualTo(enqueued.id()).matches("[0-9a-f]{24}");
            assertThat(store.job().to()).isInstanceOf(To.Queue.class);
            assertThat(((To.Queue) store.job().to()).name()).isEqualTo("default");
            assertThat(((To.Queue) store.job().to()).end()).isEqualTo(End.BACK);
            assertThat(store.job().guards()).isEmpty();
        }

        @Test
        void ofAScheduledJobHasNoTimeButThatOfItsMaking() {
            jobs.in(Duration.ofMinutes(5)).enqueue(Mailer::ping);

            assertThat(store.payload().text()).endsWith("\",\"created_at\":1795424200.146262}");
            assertThat(store.job().to())
                    .isEqualTo(new To.Sorted(JobSet.SCHEDULED, NOW.plusSeconds(300), store.payload()));
        }

        @Test
        void ofAJobWhoseTimeHasPassedGoesToItsQueue() {
            jobs.at(NOW).enqueue(Mailer::ping);
            jobs.at(Instant.EPOCH).enqueue(Mailer::ping);
            jobs.in(Duration.ofSeconds(-1)).enqueue(Mailer::ping);

            assertThat(store.jobs()).extracting(NewJob::to).allMatch(to -> to instanceof To.Queue);
            assertThat(store.document().has("enqueued_at")).isTrue();
        }

        @Test
        void ofARecordHasItsComponents() {
            jobs.enqueue(new SendInvoice(7, "de"));

            assertThat(store.payload().text())
                    .startsWith("{\"retry\":true,\"queue\":\"billing\",\"class\":\"SendInvoice\",\"args\":[7,\"de\"],");
        }

        @Test
        void ofANameHasAnyArguments() {
            jobs.enqueue("HardWorker", "bob", 5);
            assertThat(store.payload().text()).contains("\"class\":\"HardWorker\",\"args\":[\"bob\",5],\"jid\"");

            jobs.enqueue("tasks.add");
            assertThat(store.payload().text()).contains("\"class\":\"tasks.add\",\"args\":[],\"jid\"");

            assertThatThrownBy(() -> jobs.enqueue("a|b")).hasMessageContaining("\"a|b\"");
        }
    }

    @Nested
    class OptionsOfACall {
        @Test
        void travelInSidekiqsOrder() {
            jobs.queue("low")
                    .retries(3)
                    .retryFor(Duration.ofHours(1))
                    .retryQueue("slow")
                    .keepDead(false)
                    .backtrace(20)
                    .tags("a", "ü")
                    .timeout(Duration.ofSeconds(90))
                    .enqueue(Mailer::ping);

            assertThat(store.payload().text())
                    .startsWith(
                            "{\"retry\":3,\"queue\":\"low\",\"retry_for\":3600,\"retry_queue\":\"slow\",\"dead\":false,"
                                    + "\"backtrace\":20,\"tags\":[\"a\",\"ü\"],\"timeout\":90,\"class\":\"Mailer::Ping\",\"args\":[],\"jid\"");
            assertThat(store.job().to()).isInstanceOf(To.Queue.class);
            assertThat(((To.Queue) store.job().to()).name()).isEqualTo("low");
        }

        @Test
        void standOverThoseOfTheTypeAndThoseOverTheClients() {
            Jobs other = Jobs.of(
                    store,
                    CONFIG.withOptions(
                            Options.NONE.withQueue("x").withRetries(9).withDead(false)));

            other.enqueue(Mailer::careful);
            assertThat(store.payload().text()).startsWith("{\"retry\":4,\"queue\":\"mail\",\"dead\":false,\"class\"");

            other.noRetry().keepDead(true).enqueue(Mailer::careful);
            assertThat(store.payload().text())
                    .startsWith("{\"retry\":false,\"queue\":\"mail\",\"dead\":true,\"class\"");

            other.enqueue("HardWorker");
            assertThat(store.payload().text()).startsWith("{\"retry\":9,\"queue\":\"x\",\"dead\":false,\"class\"");
        }

        @Test
        void leaveTheJobsTheyWereGivenToAsTheyAre() {
            Jobs low = jobs.queue("low");
            low.retries(1).in(Duration.ofHours(1)).enqueue(Mailer::ping);

            low.enqueue(Mailer::ping);
            assertThat(store.payload().text())
                    .startsWith("{\"retry\":true,\"queue\":\"low\"")
                    .contains("enqueued_at");

            jobs.enqueue(Mailer::ping);
            assertThat(store.payload().text()).startsWith("{\"retry\":true,\"queue\":\"default\"");
        }

        @Test
        void areChecked() {
            assertThatThrownBy(() -> jobs.queue("")).hasMessageContaining("queue \"\"");
            assertThatThrownBy(() -> jobs.retries(-5)).hasMessageContaining("retries -5");
        }
    }

    @Nested
    class TheAnswer {
        @Test
        void isTheStores() {
            store.answering(job -> new Enqueued.HeldBy("other"));

            assertThat(jobs.enqueue(Mailer::ping)).isEqualTo(new Enqueued.HeldBy("other"));
            assertThat(jobs.enqueueAll(List.of(new SendInvoice(1, "a")))).containsExactly(new Enqueued.HeldBy("other"));
        }

        @Test
        void isTheStoresFailure() {
            StoreException down = new StoreException("Redis is down; the job may exist", true, null);
            store.answering(job -> {
                throw down;
            });

            assertThatThrownBy(() -> jobs.enqueue(Mailer::ping))
                    .isInstanceOf(StoreException.class)
                    .hasMessage("Redis is down; the job may exist")
                    .matches(thrown -> ((StoreException) thrown).passing());
            assertThatThrownBy(() -> jobs.enqueueAll(List.of(new SendInvoice(1, "a"))))
                    .isSameAs(down);
            assertThat(store.calls()).hasSize(2);
        }
    }

    @Test
    void refusesArgumentsThatDoNotFitBeforeTheStoreIsAsked() {
        assertThatThrownBy(() -> jobs.enqueue(Mailer::number, Double.NaN))
                .isInstanceOf(JobArgumentException.class)
                .hasMessageContaining("Mailer::Number")
                .hasMessageContaining("args[0]: NaN");
        assertThatThrownBy(() -> jobs.enqueue(Mailer::two, 1L))
                .hasMessageContaining("Mailer::Two was given 1 argument, but Mailer.two(long, long) takes 2");
        assertThat(store.calls()).isEmpty();
    }

    @Nested
    class Middleware {
        private final List<String> seen = new ArrayList<>();

        private ClientMiddleware noting(String name) {
            return (draft, next) -> {
                seen.add(name + " before");
                Enqueued answer = next.enqueue(draft);
                seen.add(name + " after " + answer.added());
                return answer;
            };
        }

        @Test
        void isCalledTopToBottomAroundTheStore() {
            store.answering(job -> {
                seen.add("store");
                return new Enqueued.HeldBy("x");
            });
            Jobs.of(store, CONFIG.withMiddleware(noting("a"), noting("b"))).enqueue(Mailer::ping);

            assertThat(seen).containsExactly("a before", "b before", "store", "b after false", "a after false");
        }

        @Test
        void mayChangeTheJob() {
            ClientMiddleware change = (draft, next) -> next.enqueue(draft.with(draft.document()
                    .edit()
                    .text("locale", "de")
                    .text("queue", "elsewhere")
                    .raw("args", "[2]")
                    .done()));

            Jobs changed = Jobs.of(store, CONFIG.withMiddleware(change));
            changed.enqueue(Mailer::number, 1.0);
            String single = store.payload().text();
            changed.enqueueAll(Mailer::number, List.of(1.0));
            String bulk = store.payload().text();

            for (String payload : List.of(single, bulk)) {
                assertThat(payload)
                        .startsWith(
                                "{\"retry\":true,\"queue\":\"elsewhere\",\"class\":\"Mailer::Number\",\"args\":[2],\"jid\"")
                        .endsWith(",\"locale\":\"de\",\"enqueued_at\":1795424200.146262}");
            }
            assertThat(((To.Queue) store.job().to()).name()).isEqualTo("elsewhere");
        }

        @Test
        void mayMoveTheJobInTime() {
            ClientMiddleware later = (draft, next) -> next.enqueue(new JobDraft(draft.document(), NOW.plusSeconds(9)));
            ClientMiddleware atOnce = (draft, next) -> next.enqueue(new JobDraft(draft.document(), null));

            Jobs.of(store, CONFIG.withMiddleware(later)).enqueue(Mailer::ping);
            assertThat(store.job().to()).isInstanceOf(To.Sorted.class);
            assertThat(store.document().has("enqueued_at")).isFalse();

            Jobs.of(store, CONFIG.withMiddleware(atOnce))
                    .in(Duration.ofHours(1))
                    .enqueue(Mailer::ping);
            assertThat(store.job().to()).isInstanceOf(To.Queue.class);
            assertThat(store.payload().text()).endsWith(",\"enqueued_at\":1795424200.146262}");
        }

        @Test
        void mayRefuseTheJob() {
            ClientMiddleware odd =
                    (draft, next) -> draft.document().raw("args").orElse("").contains("1")
                            ? new Enqueued.Refused("odd")
                            : next.enqueue(draft);
            Jobs refusing = Jobs.of(store, CONFIG.withMiddleware(odd));

            assertThat(refusing.enqueue(Mailer::number, 1.0)).isEqualTo(new Enqueued.Refused("odd"));
            assertThat(store.calls()).isEmpty();

            List<Enqueued> answers = refusing.enqueueAll(Mailer::number, List.of(1.0, 2.0, 1.0, 3.0));
            assertThat(answers).hasSize(4);
            assertThat(answers).extracting(Enqueued::added).containsExactly(false, true, false, true);
            assertThat(store.calls()).hasSize(1);
            assertThat(answers.get(3).id()).isEqualTo(store.job().jid());
        }
    }

    @Nested
    class Features {
        private final Feature unique = new Feature() {
            @Override
            public void beforeInsert(JobDocument job, InsertPlan plan) {
                if (job.name().equals("Mailer::Ping")) {
                    plan.require(new Guard.Lock("k", job.jid(), Duration.ofHours(1), Guard.OnHeld.REFUSE))
                            .on(Exit.SUCCEEDED, new Effect.Unlock("k", job.jid()));
                }
            }
        };

        @Test
        void planGuardsAndWhatIsWrittenWhenTheJobLeaves() {
            Jobs.of(store, CONFIG.withFeatures(unique)).enqueue(Mailer::ping);

            String jid = store.job().jid();
            assertThat(store.job().guards())
                    .containsExactly(new Guard.Lock("k", jid, Duration.ofHours(1), Guard.OnHeld.REFUSE));
            assertThat(SanchoMember.of(store.document()).on(Exit.SUCCEEDED))
                    .containsExactly(new Effect.Unlock("k", jid));
            assertThat(store.payload().text()).endsWith(",\"enqueued_at\":1795424200.146262}");
        }

        @Test
        void leaveOtherJobsAsTheyAre() {
            Jobs.of(store, CONFIG.withFeatures(unique)).enqueue(Mailer::number, 1.0);

            assertThat(store.job().guards()).isEmpty();
            assertThat(store.document().has("sancho")).isFalse();
        }
    }

    @SuppressWarnings("unused")
    private static final class Mailer {
        static void ping() {}

        void welcome(long id, String text, double number, @Nullable Long none) {}

        void number(double number) {}

        static void two(long a, long b) {}

        @JobOptions(queue = "mail", retries = 4)
        void careful() {}
    }

    @JobOptions(queue = "billing")
    private record SendInvoice(long id, String language) {}
}
