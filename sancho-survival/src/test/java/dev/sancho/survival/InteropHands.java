package dev.sancho.survival;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sancho.survival.InteropPair.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The situations of the interop table that a person makes, by the Web UI's buttons or by Ruby's API: each plays one out and tells what was seen. */
enum InteropHands {
    /** Presses buttons on pages. */
    UI("Web UI") {
        @Override
        void act(InteropPair pair, String verb, String set, String jid) {
            String list = requireNonNull(LISTS.get(set));
            // Sidekiq 6.4.1 has the button that kills on the list, all others on the job's own page.
            String page = verb.equals("kill")
                    ? list
                    : pair.office().ask("detail", list, jid).asString();
            assertThat(pair.office().ask("press", page, verb, jid).asInt())
                    .as("the answer to the button %s on %s", verb, page)
                    .isEqualTo(FOUND);
        }

        @Override
        void deleteQueued(InteropPair pair, String jid) {
            assertThat(pair.office()
                            .ask("press", "/queues/" + InteropPair.IDLE, "delete", jid)
                            .asInt())
                    .isEqualTo(FOUND);
        }

        @Override
        void signal(InteropPair pair, String verb) {
            assertThat(pair.office()
                            .ask("press", "/busy", verb, pair.identity())
                            .asInt())
                    .isEqualTo(FOUND);
        }
    },
    /** Calls Ruby's objects. */
    API("API") {
        @Override
        void act(InteropPair pair, String verb, String set, String jid) {
            assertThat(pair.office().ask("api", verb, set, jid).asBoolean(false))
                    .as("%s finds job %s in %s", verb, jid, set)
                    .isTrue();
        }

        @Override
        void deleteQueued(InteropPair pair, String jid) {
            assertThat(pair.office().ask("delete", InteropPair.IDLE, jid).isNull())
                    .isFalse();
        }

        @Override
        void signal(InteropPair pair, String verb) {
            assertThat(pair.office().ask(verb, pair.identity()).asBoolean(false))
                    .isTrue();
        }
    };

    private static final int FOUND = 302;
    private static final double LATER = 3_600;
    private static final List<String> SETS = List.of("schedule", "retry", "dead");
    private static final Map<String, String> LISTS =
            Map.of("schedule", "/scheduled", "retry", "/retries", "dead", "/morgue");

    final String shown;

    InteropHands(String shown) {
        this.shown = shown;
    }

    /** Does this to the job in that set. */
    abstract void act(InteropPair pair, String verb, String set, String jid);

    /** Deletes the job from the queue that nobody serves. */
    abstract void deleteQueued(InteropPair pair, String jid);

    /** Tells the pair's worker to quiet or to stop. */
    abstract void signal(InteropPair pair, String verb);

    String killed(InteropPair pair) {
        List<String> seen = new ArrayList<>();
        if (this == API) { // the Web UI has no button for it
            seen.add(killed(pair, "schedule", pair.push(Order.to("doomed").in(LATER))));
        }
        seen.add(killed(pair, "retry", retrying(pair)));
        return String.join(", ", seen);
    }

    private String killed(InteropPair pair, String set, String jid) {
        JsonNode before = pair.awaitIn(set, jid);
        act(pair, "kill", set, jid);
        assertThat(pair.awaitIn("dead", jid)).as("the dead job's payload").isEqualTo(before);
        return set + " → " + String.join(", ", whereIs(pair, jid));
    }

    String deleted(InteropPair pair) {
        String queued = pair.push(Order.to("ok").on(InteropPair.IDLE));
        assertThat(pair.office().hasQueued(InteropPair.IDLE, queued)).isTrue();
        deleteQueued(pair, queued);
        assertThat(pair.office().hasQueued(InteropPair.IDLE, queued)).isFalse();
        List<String> seen = new ArrayList<>(List.of("queue"));
        assertThat(whereIs(pair, queued)).isEmpty();
        String retrying = retrying(pair);
        String dead = dead(pair, "doomed");
        seen.add(deleted(pair, "schedule", pair.push(Order.to("ok").in(LATER))));
        seen.add(deleted(pair, "retry", retrying));
        seen.add(deleted(pair, "dead", dead));
        return "gone from " + String.join(", ", seen);
    }

    private String deleted(InteropPair pair, String set, String jid) {
        assertThat(pair.office().has(set, jid)).isTrue();
        act(pair, "delete", set, jid);
        assertThat(whereIs(pair, jid)).isEmpty();
        return set;
    }

    private static List<String> whereIs(InteropPair pair, String jid) {
        return SETS.stream().filter(set -> pair.office().has(set, jid)).toList();
    }

    String retried(InteropPair pair) {
        String failed = pair.push(Order.to("flaky").retries(5));
        String dead = dead(pair, "flaky");
        String later = pair.push(Order.to("ok").in(LATER));
        pair.awaitHeldRetry(failed);
        act(pair, "add_to_queue", "schedule", later);
        act(pair, "retry", "retry", failed);
        act(pair, "retry", "dead", dead);

        JsonNode first = pair.awaitDone(failed).payload();
        JsonNode second = pair.awaitDone(dead).payload();
        pair.awaitDone(later);
        assertThat(first.path("retry_count")).isEqualTo(second.path("retry_count"));
        assertThat(List.of(later, failed, dead))
                .allSatisfy(jid -> assertThat(pair.count("ended", jid)).isOne());
        return "ran from schedule; from retry and dead with retry_count " + first.path("retry_count");
    }

    private static String retrying(InteropPair pair) {
        String jid = pair.push(Order.to("doomed").retries(5));
        pair.awaitHeldRetry(jid);
        return jid;
    }

    private static String dead(InteropPair pair, String what) {
        String jid = pair.push(Order.to(what).retries(0));
        pair.awaitIn("dead", jid);
        return jid;
    }
}
