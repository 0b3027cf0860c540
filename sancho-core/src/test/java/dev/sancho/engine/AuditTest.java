package dev.sancho.engine;

import static dev.sancho.job.JobState.CANCELLED;
import static dev.sancho.job.JobState.DEAD;
import static dev.sancho.job.JobState.ENQUEUED;
import static dev.sancho.job.JobState.RETRYING;
import static dev.sancho.job.JobState.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sancho.engine.Audit.Report;
import dev.sancho.engine.Audit.Tally;
import dev.sancho.job.JobState;
import dev.sancho.job.Payload;
import dev.sancho.store.ClaimRequest;
import dev.sancho.store.Effect;
import dev.sancho.store.End;
import dev.sancho.store.From;
import dev.sancho.store.GroupView;
import dev.sancho.store.Guard;
import dev.sancho.store.JobSet;
import dev.sancho.store.Move;
import dev.sancho.store.NewJob;
import dev.sancho.store.To;
import dev.sancho.store.When;
import dev.sancho.worker.AuditPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AuditTest {
    private static final Duration DAY = Duration.ofDays(1);
    private static final String ME = "me:1";

    private final Rig rig = Rig.still();

    @Test
    void freesALockWhoseJobIsGoneAndKeepsTheOthers() throws InterruptedException {
        enqueue("gone", lock("a", "gone"));
        enqueue("queued", lock("b", "queued"));
        park("parked", lock("c", "parked"));
        sort(JobSet.SCHEDULED, "scheduled", lock("d", "scheduled"));
        sort(JobSet.DEAD, "dead", lock("e", "dead"));
        claimed("held", lock("f", "held"));
        delete("gone");

        Report report = run(AuditPolicy.DEFAULTS);

        assertThat(report.locks()).isEqualTo(new Tally(6, 1, 1));
        assertThat(report.found()).containsExactly(new Trace.Lock("a", "gone"));
        assertThat(rig.memory.cells().locks().map(lock -> lock.key()))
                .containsExactlyInAnyOrder("b", "c", "d", "e", "f");
        assertThat(rig.memory.browser().counter(Audit.FREED)).isEqualTo(1);
        assertThat(run(AuditPolicy.DEFAULTS).locks()).isEqualTo(new Tally(5, 0, 0));
    }

    @Test
    void marksAMissingMemberSoThatItsGroupCanEnd() throws InterruptedException {
        open("g", new When.NoneLeft(Set.of(ENQUEUED), List.of(new Effect.Add("complete", 1))));
        enqueue("gone", new Guard.Join("g", "gone"));
        enqueue("done", new Guard.Join("g", "done"));
        write(new Effect.Seal("g"), new Effect.Mark("g", "done", SUCCEEDED));
        delete("gone");
        delete("done");

        Report report = run(AuditPolicy.DEFAULTS);

        assertThat(report.members()).isEqualTo(new Tally(1, 1, 1));
        assertThat(report.found()).containsExactly(new Trace.Member("g", "gone", ENQUEUED));
        assertThat(members("g")).isEqualTo(Map.of("gone", CANCELLED, "done", SUCCEEDED));
        assertThat(rig.memory.browser().counter("complete")).isEqualTo(1);
        assertThat(rig.memory.browser().counter(Audit.MARKED)).isEqualTo(1);
    }

    @Test
    void leavesWhatHasEndedAndWhatIsNoJob() throws InterruptedException {
        open("g");
        for (String member : List.of("batch/child", "dead", "cancelled")) {
            enqueue(member, new Guard.Join("g", member));
            delete(member);
        }
        write(new Effect.Mark("g", "dead", DEAD), new Effect.Mark("g", "cancelled", CANCELLED));

        assertThat(run(AuditPolicy.DEFAULTS)).isEqualTo(Report.NONE);
        assertThat(members("g")).containsEntry("batch/child", ENQUEUED);
    }

    @Test
    void doesWhatThePolicySays() throws InterruptedException {
        open("g", new When.First(DEAD, List.of(new Effect.Add("death", 1))));
        enqueue("gone", lock("a", "gone"), new Guard.Join("g", "gone"));
        delete("gone");

        Report looked = run(AuditPolicy.LOOK_ONLY);
        assertThat(looked.locks()).isEqualTo(new Tally(1, 1, 0));
        assertThat(looked.members()).isEqualTo(new Tally(1, 1, 0));
        assertThat(looked.found()).hasSize(2);
        assertThat(rig.memory.cells().holder("a")).contains("gone");
        assertThat(members("g")).isEqualTo(Map.of("gone", ENQUEUED));

        Report marked = run(AuditPolicy.LOOK_ONLY.withMembers(AuditPolicy.Members.DEAD));
        assertThat(marked.members().settled()).isEqualTo(1);
        assertThat(members("g")).isEqualTo(Map.of("gone", DEAD));
        assertThat(rig.memory.browser().counter("death")).isEqualTo(1);
        assertThat(rig.memory.cells().holder("a")).contains("gone");
    }

    @Test
    void aJobThatIsBackAtTheSecondLookKeepsItsTraces() {
        open("g");
        enqueue("away", lock("a", "away"), new Guard.Join("g", "away"));
        delete("away");
        Audit audit = audit();
        List<Trace> suspects = audit.look().suspects();
        assertThat(suspects).hasSize(2);

        enqueue("away");

        assertThat(audit.lookAgain(suspects)).isEqualTo(Report.NONE);
        assertThat(rig.memory.cells().holder("a")).contains("away");
        assertThat(members("g")).isEqualTo(Map.of("away", ENQUEUED));
    }

    @Test
    void tracesThatChangedBetweenTheLooksAreLeftAlone() {
        open("g");
        enqueue("gone", lock("taken", "gone"), lock("freed", "gone"), new Guard.Join("g", "gone"));
        enqueue("late", new Guard.Join("g", "late"));
        delete("gone");
        delete("late");
        Audit audit = audit();
        List<Trace> suspects = audit.look().suspects();
        assertThat(suspects).hasSize(4);

        enqueue("new", new Guard.Lock("taken", "new", DAY, Guard.OnHeld.REPLACE));
        write(
                new Effect.Unlock("freed", "gone"),
                new Effect.Mark("g", "gone", SUCCEEDED),
                new Effect.Mark("g", "late", RETRYING));

        assertThat(audit.lookAgain(suspects)).isEqualTo(Report.NONE);
        assertThat(rig.memory.cells().holder("taken")).contains("new");
        assertThat(members("g")).isEqualTo(Map.of("gone", SUCCEEDED, "late", RETRYING));
    }

    @Test
    void aMemberThatEndsInTheLastMomentIsNotSetBack() {
        open("g");
        enqueue("gone", lock("a", "gone"), new Guard.Join("g", "gone"));
        delete("gone");
        Audit audit = audit();
        List<Trace> suspects = audit.look().suspects();
        rig.store.mover = moves -> { // between the last check and the move
            write(new Effect.Mark("g", "gone", SUCCEEDED));
            enqueue("new", new Guard.Lock("a", "new", DAY, Guard.OnHeld.REPLACE));
            return rig.memory.move(moves);
        };

        Report report = audit.lookAgain(suspects);

        assertThat(report.locks()).isEqualTo(new Tally(0, 1, 0));
        assertThat(report.members()).isEqualTo(new Tally(0, 1, 0));
        assertThat(members("g")).isEqualTo(Map.of("gone", SUCCEEDED));
        assertThat(rig.memory.cells().holder("a")).contains("new");
        assertThat(rig.memory.browser().counter(Audit.MARKED)).isZero();
        assertThat(rig.memory.browser().counter(Audit.FREED)).isZero();
    }

    @Test
    void aMoveSentTwiceCountsOnce() {
        enqueue("gone", lock("a", "gone"));
        delete("gone");
        Audit audit = audit();
        List<Trace> suspects = audit.look().suspects();
        rig.store.mover = moves -> {
            rig.memory.move(moves);
            return rig.memory.move(moves);
        };

        audit.lookAgain(suspects);

        assertThat(rig.memory.browser().counter(Audit.FREED)).isEqualTo(1);
    }

    @Test
    void goesThroughALargeStoreSliceBySlice() {
        open("g");
        IntStream.range(0, 25).forEach(i -> {
            String jid = "job" + i;
            enqueue(jid, lock("lock" + i, jid), new Guard.Join("g", jid));
            delete(jid);
        });
        Audit audit = new Audit(rig.store, AuditPolicy.DEFAULTS, 7);
        List<Integer> slices = new ArrayList<>();
        Report report = Report.NONE;

        do {
            Audit.Look look = audit.look();
            slices.add(look.suspects().size());
            report = report.plus(look.seen()).plus(audit.lookAgain(look.suspects()));
        } while (audit.more());

        assertThat(slices).containsExactly(7, 7, 7, 7, 7, 7, 7, 1);
        assertThat(report.locks()).isEqualTo(new Tally(25, 25, 25));
        assertThat(report.members()).isEqualTo(new Tally(25, 25, 25));
        assertThat(audit.look().seen()).as("a new round").isEqualTo(Report.NONE);
    }

    private Report run(AuditPolicy policy) throws InterruptedException {
        return Audit.run(rig.store, policy, Duration.ZERO);
    }

    private Audit audit() {
        return new Audit(rig.store, AuditPolicy.DEFAULTS);
    }

    private Map<String, JobState> members(String group) {
        return rig.memory.cells().group(group).map(GroupView::members).orElseThrow();
    }

    private static Guard lock(String key, String holder) {
        return new Guard.Lock(key, holder, DAY, Guard.OnHeld.REFUSE);
    }

    private void open(String group, When... rules) {
        write(new Effect.Open(group, List.of(rules), DAY));
    }

    private void write(Effect... effects) {
        rig.memory.move(List.of(new Move(From.Nothing.NOTHING, To.Gone.GONE, List.of(effects))));
    }

    private static Payload payload(String jid) {
        return Payload.of(Rig.json("Work", jid, "[]", ""));
    }

    private void enqueue(String jid, Guard... guards) {
        insert(jid, new To.Queue("default", End.BACK, payload(jid)), guards);
    }

    private void park(String jid, Guard guard) {
        insert(jid, new To.Parked("key", payload(jid)), guard);
    }

    private void sort(JobSet set, String jid, Guard guard) {
        insert(jid, new To.Sorted(set, rig.time.instant(), payload(jid)), guard);
    }

    private void claimed(String jid, Guard guard) {
        rig.begin(ME);
        insert(jid, new To.Queue("other", End.BACK, payload(jid)), guard);
        rig.memory.claim(new ClaimRequest(ME, 1, 1, List.of("other")));
    }

    private void insert(String jid, To to, Guard... guards) {
        rig.memory.insert(List.of(new NewJob(jid, to, List.of(guards))));
    }

    /** As another program does: without effects. */
    private void delete(String jid) {
        From from = new From.Queued("default", jid, payload(jid), "delete " + jid);
        assertThat(rig.memory.move(List.of(new Move(from, To.Gone.GONE)))).hasSize(1);
    }
}
