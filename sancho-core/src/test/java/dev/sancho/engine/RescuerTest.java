package dev.sancho.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sancho.feature.SanchoMember;
import dev.sancho.job.JobDocument;
import dev.sancho.job.Payload;
import dev.sancho.store.ClaimRequest;
import dev.sancho.store.JobSet;
import dev.sancho.store.Place;
import dev.sancho.store.StoreException;
import dev.sancho.store.StoredJob;
import dev.sancho.worker.PoisonJobException;
import dev.sancho.worker.WorkerBuilder;
import dev.sancho.worker.WorkerConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RescuerTest {
    private static final Place LANE_2 = new Place.Parked("suspects/2/q");
    private static final Place LANE_3 = new Place.Parked("suspects/3/q");
    private static final Place DEAD = new Place.Sorted(JobSet.DEAD);

    private final Rig rig = Rig.still();
    private final Lives lives = rig.lives();
    private final List<String> deaths = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger pokes = new AtomicInteger();
    private final AtomicInteger corpses = new AtomicInteger();
    private final Completer completer = new Completer(rig.store);
    private final WorkerConfig config = Rig.config(new WorkerBuilder()
            .onDeath((job, cause) ->
                    deaths.add(job.jid() + " " + cause.getClass().getSimpleName())));
    private final Announcer announcer = new Announcer(config.handlers());
    private final Rescuer rescuer = rescuer();

    @BeforeEach
    void start() {
        completer.start();
        announcer.start();
    }

    @AfterEach
    void stop() {
        completer.stop();
        announcer.stop(Duration.ofSeconds(10));
    }

    @Test
    void parksTheJobsOfADeadProcessInTheirOrder() {
        rig.pushMany("q", "X", "j", 250);
        die("q", 250);

        rescue();

        assertThat(rig.jids(LANE_2)).hasSize(250).startsWith("j0", "j1", "j2").endsWith("j249");
        assertThat(rig.inFlight()).isZero();
        assertThat(crashes(LANE_2)).containsOnly(1);
        assertThat(pokes).as("told once they are there").hasPositiveValue();
    }

    @Test
    void countsEachCrashAndGivesUpAfterTheThird() {
        rig.pushMany("q", "X", "j", 1);
        die("q", 1);
        rescue();
        dieParked("suspects/2/q");
        rescue();

        assertThat(crashes(LANE_3)).containsExactly(2);
        assertThat(deaths).isEmpty();

        dieParked("suspects/3/q");
        rescue();

        JobDocument dead = document(DEAD);
        assertThat(dead.text("error_class")).hasValue(PoisonJobException.class.getName());
        assertThat(dead.text("queue")).hasValue("q");
        assertThat(SanchoMember.of(dead).crashes()).isZero();
        announcer.stop(Duration.ofSeconds(10));
        assertThat(deaths).containsExactly("j0 PoisonJobException");
    }

    @Test
    void keepsNothingOfAPoisonJobThatIsNotToBeDead() {
        rig.push("q", Rig.json("X", "j", "[]", ",\"dead\":false,\"sancho\":{\"crashes\":2}"));
        die("q", 1);

        rescue();

        assertThat(rig.jids(DEAD)).isEmpty();
        assertThat(rig.inFlight()).isZero();
        announcer.stop(Duration.ofSeconds(10));
        assertThat(deaths).containsExactly("j PoisonJobException");
    }

    @Test
    void doesNotStumbleOverAMalformedPayload() {
        rig.push("q", Rig.json("X", "first", "[]", ""), "no json", Rig.json("X", "last", "[]", ""));
        die("q", 3);

        rescue();

        assertThat(rig.jids(LANE_2)).containsExactly("first", "last");
        assertThat(rig.memory.browser().page(DEAD, 0, 10))
                .extracting(StoredJob::payload)
                .containsExactly(Payload.of("no json"));
    }

    @Test
    void asksAgainUnderTheSameNumbersWhenItsAnswerWasLost() {
        rig.pushMany("q", "X", "j", 5);
        die("q", 5);
        rig.store.after = FaultyStore.failing("rescue", 1);

        rig.begin(lives.current().id());
        assertThatThrownBy(rescuer::rescue).isInstanceOf(StoreException.class);
        rescuer.turn(Duration.ZERO);
        assertThat(completer.drain(Duration.ofSeconds(10))).isZero();

        assertThat(rig.jids(LANE_2)).containsExactly("j0", "j1", "j2", "j3", "j4");
        assertThat(rig.inFlight()).isZero();
    }

    @Test
    void doesNotTakeARescueThatWasOvertakenForTheLast() {
        rig.pushMany("q", "X", "j", 5);
        die("q", 5);
        rig.begin(lives.current().id());
        AtomicInteger calls = new AtomicInteger();
        rig.store.before = call -> {
            if (call.equals("rescue") && calls.getAndIncrement() == 0) {
                ClaimBatch other = lives.current().ask(5);
                other.answered(
                        rig.memory.claim(new ClaimRequest(lives.current().id(), other.first(), 5, List.of("q"))));
            }
        };

        rescuer.turn(Duration.ZERO);
        completer.drain(Duration.ofSeconds(10));

        assertThat(rig.jids(LANE_2)).hasSize(5);
    }

    @Test
    void goesOnUnderANewIdentityWhenItsOwnHasEnded() {
        rig.pushMany("q", "X", "j", 2);
        die("q", 2);
        rig.begin(lives.current().id());
        rig.memory.leave(lives.current().id());

        rescuer.turn(Duration.ZERO);
        completer.drain(Duration.ofSeconds(10));

        assertThat(rig.jids(LANE_2)).hasSize(2);
    }

    private void rescue() {
        rig.begin(lives.current().id());
        rescuer.turn(Duration.ZERO);
        assertThat(completer.drain(Duration.ofSeconds(10))).isZero();
    }

    /** A process claims so many jobs and is never heard of again. */
    private void die(String queue, int count) {
        String corpse = "corpse:" + corpses.incrementAndGet();
        rig.begin(corpse);
        assertThat(rig.memory.claim(new ClaimRequest(corpse, 1, count, List.of(queue))))
                .hasSize(count);
        rig.time.advance(Duration.ofSeconds(61));
    }

    private void dieParked(String key) {
        String corpse = "corpse:" + corpses.incrementAndGet();
        rig.begin(corpse);
        assertThat(rig.memory.claim(new ClaimRequest(
                        corpse, 1, 1, List.of(), List.of(new ClaimRequest.ParkedShare(key, "q", 1)), Duration.ZERO)))
                .hasSize(1);
        rig.time.advance(Duration.ofSeconds(61));
    }

    private List<Integer> crashes(Place place) {
        return rig.memory.browser().page(place, 0, 1_000).stream()
                .map(job -> SanchoMember.of(JobDocument.parse(job.payload())).crashes())
                .toList();
    }

    private JobDocument document(Place place) {
        return JobDocument.parse(rig.memory.browser().page(place, 0, 1).get(0).payload());
    }

    private Rescuer rescuer() {
        Engine.Setup setup = rig.setup(config, rig.time);
        JobExecutor executor = new JobExecutor(setup, new UnknownNames(), new Timeouts(), new RunCounts());
        Line line = new Line(config, executor, completer, announcer);
        return new Rescuer(setup, lives, line, pokes::incrementAndGet);
    }
}
