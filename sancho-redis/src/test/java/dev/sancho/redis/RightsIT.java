package dev.sancho.redis;

import static dev.sancho.redis.Fixtures.ME;
import static dev.sancho.redis.Fixtures.beat;
import static dev.sancho.redis.Fixtures.job;
import static dev.sancho.redis.Fixtures.payload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sancho.job.Enqueued;
import dev.sancho.store.Effect;
import dev.sancho.store.End;
import dev.sancho.store.From;
import dev.sancho.store.Guard;
import dev.sancho.store.JobSet;
import dev.sancho.store.JobStore;
import dev.sancho.store.Move;
import dev.sancho.store.Moved;
import dev.sancho.store.NewJob;
import dev.sancho.store.StoreException;
import dev.sancho.store.StoreSettings;
import dev.sancho.store.To;
import dev.sancho.tck.PrivateRedis;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The least rights that the guide writes down: they suffice, and of each that is missing the check says so. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RightsIT {
    private static final Duration DAY = Duration.ofDays(1);

    private final PrivateRedis server = PrivateRedis.start();

    @AfterAll
    void stop() {
        server.close();
    }

    Stream<PrivateRedis> servers() {
        return Stream.of(server, OtherServers.redis62());
    }

    @ParameterizedTest
    @EnumSource(Rights.class)
    void theGuideGivesWhatIsNeededAndNoMore(Rights rights) {
        List<String> given = GuideUsers.rules(rights);

        List<String> needed =
                new ArrayList<>(rights.keys().stream().map(key -> "~" + key).toList());
        rights.commands().forEach(command -> needed.add("+" + RightsCheck.name(command.split(" ", -1))));
        assertThat(given.stream().filter(rule -> rule.matches("[~+].*")))
                .containsExactlyInAnyOrderElementsOf(needed.stream().distinct().toList());
    }

    @Test
    void aClientWithTheLeastRightsPutsInJobsOfEveryKind() {
        GuideUsers.make(server, Rights.CLIENT, "");
        To front = new To.Queue("q", End.FRONT, payload("b"));
        To later = new To.Sorted(JobSet.SCHEDULED, Instant.now().plus(DAY), payload("c"));
        Guard lock = new Guard.Lock("l", "a", DAY, Guard.OnHeld.REFUSE);
        Effect open = new Effect.Open("g", List.of(), DAY);
        try (JobStore store = open(url(server, Rights.CLIENT))) {
            assertThat(store.move(List.of(new Move(From.Nothing.NOTHING, To.Gone.GONE, List.of(open)))))
                    .containsExactly(Moved.Answer.MOVED);
            assertThat(store.insert(List.of(job("q", "a"), new NewJob("b", front), new NewJob("c", later))))
                    .allMatch(Enqueued::added);
            assertThat(store.insert(List.of(
                            new NewJob("a", job("q", "a").to(), List.of(lock)),
                            new NewJob("b", front, List.of(new Guard.Join("g", "b"))),
                            new NewJob("c", later, List.of(new Guard.Is("cell", null))))))
                    .allMatch(Enqueued::added);
            assertThatThrownBy(() -> beat(store, ME))
                    .hasMessageContaining("does not give this right to the user sancho-client");
        }
    }

    @Test
    void aClientIsToldWhatItLacksForWorking() {
        GuideUsers.make(server, Rights.CLIENT, "");
        assertThat(check(server, Rights.CLIENT, Rights.WORKER))
                .contains("The user sancho-client of Redis at redis://127.0.0.1:" + server.port()
                        + "/0 may not use BLMOVE: ACL SETUSER sancho-client +blmove");
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("servers")
    void eachMissingRightIsNamed(PrivateRedis where) {
        for (Rights rights : Rights.values()) {
            GuideUsers.make(where, rights, "");
            assertThat(missing(where, rights))
                    .as("nothing is missing for %s", rights)
                    .isEmpty();
            List<String> rules = GuideUsers.rules(rights).stream()
                    .filter(rule -> rule.matches("[~+].*"))
                    .toList();
            for (String rule : rules) {
                GuideUsers.makeWithout(where, rights, rule);
                assertThat(missing(where, rights)).as("without %s", rule).anyMatch(text -> text.endsWith(" " + rule));
            }
        }
    }

    @Test
    void aRefusedOpeningNamesUserCommandAndGuide() {
        GuideUsers.makeWithout(server, Rights.CLIENT, "+info");
        assertThatThrownBy(() -> open(url(server, Rights.CLIENT)))
                .hasMessageContaining("'info'")
                .hasMessageContaining("sancho-client")
                .hasMessageContaining("docs/guides/redis.md")
                .matches(thrown -> !((StoreException) thrown).passing());
    }

    @Test
    void aKeyThatIsNotAllowedLeavesNoDoubtThatTheJobsDoNotExist() {
        GuideUsers.makeWithout(server, Rights.CLIENT, "~queue:*");
        try (JobStore store = open(url(server, Rights.CLIENT))) {
            assertThatThrownBy(() -> store.insert(List.of(job("q", "a"))))
                    .hasMessageContaining("NOPERM")
                    .hasMessageContaining("sancho-client")
                    .matches(thrown -> ((StoreException) thrown).jobsExist() == StoreException.JobsExist.NO);
        }
    }

    private static List<String> missing(PrivateRedis where, Rights rights) {
        return check(where, rights, rights);
    }

    private static List<String> check(PrivateRedis where, Rights user, Rights needed) {
        return new RightsCheck(RedisUrl.parse(url(where, user))).missing(needed);
    }

    private static String url(PrivateRedis where, Rights user) {
        return "redis://" + GuideUsers.login(user) + "127.0.0.1:" + where.port();
    }

    private static JobStore open(String url) {
        return new RedisStoreProvider().open(url, StoreSettings.DEFAULTS);
    }
}
