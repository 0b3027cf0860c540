package dev.sancho.tck;

import static dev.sancho.job.JobState.CANCELLED;
import static dev.sancho.job.JobState.DEAD;
import static dev.sancho.job.JobState.ENQUEUED;
import static dev.sancho.job.JobState.RETRYING;
import static dev.sancho.job.JobState.RUNNING;
import static dev.sancho.job.JobState.SCHEDULED;
import static dev.sancho.job.JobState.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sancho.job.Enqueued;
import dev.sancho.job.JobState;
import dev.sancho.store.Effect;
import dev.sancho.store.From;
import dev.sancho.store.GroupView;
import dev.sancho.store.Guard;
import dev.sancho.store.Move;
import dev.sancho.store.Moved;
import dev.sancho.store.NewJob;
import dev.sancho.store.To;
import dev.sancho.store.When;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What groups keep: their members, and rules that apply once. */
public abstract class GroupContract extends ContractTest {
    private static final Set<JobState> OPEN_STATES = Set.of(SCHEDULED, ENQUEUED, RUNNING, RETRYING);
    private static final Set<JobState> UNSUCCESSFUL = Set.of(SCHEDULED, ENQUEUED, RUNNING, RETRYING, DEAD, CANCELLED);

    @Test
    void anOpenedGroupTakesMembers() {
        open("g");

        assertThat(insert(guarded("a", new Guard.Join("g", "a"))).added()).isTrue();
        assertThat(store.cells().group("g")).contains(new GroupView(false, 0, Map.of("a", ENQUEUED)));
    }

    @Test
    void aGroupThatWasNeverOpenedTakesNone() {
        assertThat(insert(guarded("a", new Guard.Join("g", "a")))).isInstanceOf(Enqueued.Refused.class);
        write(new Effect.Seal("g"), new Effect.Mark("g", "a", SUCCEEDED));

        assertThat(store.cells().group("g")).isEmpty();
        assertThat(jids(queue("q"))).isEmpty();
    }

    @Test
    void openingAGroupAgainChangesNothing() {
        open("g", new When.First(DEAD, List.of(count("dead"))));
        join("g", "a");
        open("g");

        assertThat(store.cells().group("g")).contains(new GroupView(false, 1, Map.of("a", ENQUEUED)));
    }

    @Test
    void aGroupIsForgottenWhenItsTimeIsOver() {
        write(new Effect.Open("g", List.of(), Duration.ofMinutes(1)));
        join("g", "a");
        advance(Duration.ofMinutes(1));

        assertThat(store.cells().group("g")).isEmpty();
        assertThat(insert(guarded("b", new Guard.Join("g", "b")))).isInstanceOf(Enqueued.Refused.class);
        open("g");
        assertThat(store.cells().group("g")).contains(new GroupView(false, 0, Map.of()));
    }

    @Test
    void marksSetTheStatesOfMembersOnly() {
        open("g");
        join("g", "a");
        write(new Effect.Mark("g", "a", RETRYING), new Effect.Mark("g", "stranger", DEAD));

        assertThat(members("g")).isEqualTo(Map.of("a", RETRYING));
    }

    @Test
    void aMarkMayDependOnTheStateThatAMemberStandsIn() {
        open("g", new When.First(CANCELLED, List.of(count("cancelled"))));
        join("g", "a");
        join("g", "b");
        write(new Effect.Mark("g", "b", SUCCEEDED));

        assertThat(move(cancel("g", "a"))).isEqualTo(Moved.Answer.MOVED);
        assertThat(move(cancel("g", "a"))).isEqualTo(new Moved.Refused("Member a of group g is not ENQUEUED"));
        assertThat(move(cancel("g", "b")))
                .as("one that came to its end")
                .isEqualTo(new Moved.Refused("Member b of group g is not ENQUEUED"));
        assertThat(move(cancel("g", "stranger"))).isInstanceOf(Moved.Refused.class);
        assertThat(move(cancel("unknown", "a"))).isInstanceOf(Moved.Refused.class);
        assertThat(members("g")).isEqualTo(Map.of("a", CANCELLED, "b", SUCCEEDED));
        assertThat(counted("cancelled")).isEqualTo(1);
    }

    @Test
    void aMemberOfAForgottenGroupStandsInNoState() {
        write(new Effect.Open("g", List.of(), Duration.ofMinutes(1)));
        join("g", "a");
        advance(Duration.ofMinutes(1));

        assertThat(move(cancel("g", "a"))).isInstanceOf(Moved.Refused.class);
    }

    private static Move cancel(String group, String member) {
        return new Move(
                From.Nothing.NOTHING,
                To.Gone.GONE,
                List.of(new Guard.Stands(group, member, ENQUEUED)),
                List.of(new Effect.Mark(group, member, CANCELLED)));
    }

    @Test
    void joiningAgainSetsAMemberBack() {
        open("g");
        join("g", "a");
        write(new Effect.Mark("g", "a", DEAD));
        join("g", "a");

        assertThat(members("g")).isEqualTo(Map.of("a", ENQUEUED));
    }

    @Test
    void aRuleAppliesWhenTheLastMemberLeavesItsStates() {
        open("g", new When.NoneLeft(OPEN_STATES, List.of(count("complete"))));
        join("g", "a");
        join("g", "b");
        write(new Effect.Seal("g"), new Effect.Mark("g", "a", DEAD));
        assertThat(counted("complete")).isZero();

        write(new Effect.Mark("g", "b", SUCCEEDED));
        assertThat(counted("complete")).isEqualTo(1);
        assertThat(store.cells().group("g").map(GroupView::rulesLeft)).contains(0);
    }

    @Test
    void aRuleWaitsUntilTheGroupIsSealed() {
        open("g", new When.NoneLeft(OPEN_STATES, List.of(count("complete"))));
        join("g", "a");
        write(new Effect.Mark("g", "a", SUCCEEDED));
        assertThat(counted("complete")).isZero();
        join("g", "b");
        write(new Effect.Mark("g", "b", SUCCEEDED));

        write(new Effect.Seal("g"));
        assertThat(counted("complete")).isEqualTo(1);
    }

    @Test
    void anEmptyGroupIsCompleteAsSoonAsItIsSealed() {
        open("g", new When.NoneLeft(OPEN_STATES, List.of(count("complete"))));
        write(new Effect.Seal("g"));
        write(new Effect.Seal("g"));

        assertThat(counted("complete")).isEqualTo(1);
        assertThat(store.cells().group("g")).contains(new GroupView(true, 0, Map.of()));
    }

    @Test
    void eachRuleAppliesOnceInTheGroupsLife() {
        open(
                "g",
                new When.NoneLeft(OPEN_STATES, List.of(count("complete"))),
                new When.NoneLeft(UNSUCCESSFUL, List.of(count("success"))),
                new When.First(DEAD, List.of(count("death"))));
        join("g", "a");
        join("g", "b");
        write(new Effect.Seal("g"), new Effect.Mark("g", "a", DEAD), new Effect.Mark("g", "b", DEAD));
        join("g", "a");
        write(new Effect.Mark("g", "a", DEAD), new Effect.Mark("g", "a", SUCCEEDED));
        write(new Effect.Mark("g", "b", SUCCEEDED));
        write(new Effect.Mark("g", "b", SUCCEEDED));

        assertThat(counted("complete")).isEqualTo(1);
        assertThat(counted("death")).isEqualTo(1);
        assertThat(counted("success")).isEqualTo(1);
    }

    @Test
    void theFirstInAStateAppliesItsRuleBeforeTheGroupIsSealed() {
        open("g", new When.First(DEAD, List.of(count("death"))));
        join("g", "a");
        write(new Effect.Mark("g", "a", RETRYING));
        assertThat(counted("death")).isZero();

        write(new Effect.Mark("g", "a", DEAD));
        assertThat(counted("death")).isEqualTo(1);
        assertThat(store.cells().group("g").map(GroupView::sealed)).contains(false);
    }

    @Test
    void joiningIsNoMark() {
        open("g", new When.First(ENQUEUED, List.of(count("enqueued"))));
        join("g", "a");
        assertThat(counted("enqueued")).isZero();

        write(new Effect.Mark("g", "a", ENQUEUED));
        assertThat(counted("enqueued")).isEqualTo(1);
    }

    @Test
    void aMemberThatComesBackCanMakeARuleTrue() {
        open(
                "g",
                new When.NoneLeft(Set.of(DEAD), List.of(count("no_dead"))),
                new When.NoneLeft(UNSUCCESSFUL, List.of()));
        join("g", "a");
        write(new Effect.Mark("g", "a", DEAD), new Effect.Seal("g"));
        assertThat(counted("no_dead")).isZero();

        join("g", "a");
        assertThat(counted("no_dead")).isEqualTo(1);
    }

    @Test
    void aSealedGroupTakesMembersUntilItsRulesHaveApplied() {
        open("g", new When.NoneLeft(OPEN_STATES, List.of()), new When.First(DEAD, List.of()));
        join("g", "a");
        write(new Effect.Seal("g"));
        join("g", "b");
        write(new Effect.Mark("g", "a", SUCCEEDED), new Effect.Mark("g", "b", SUCCEEDED));

        assertThat(insert(guarded("c", new Guard.Join("g", "c")))).isInstanceOf(Enqueued.Refused.class);
        assertThat(members("g")).isEqualTo(Map.of("a", SUCCEEDED, "b", SUCCEEDED));
    }

    @Test
    void aSealedGroupWithoutRulesThatWaitIsClosed() {
        open("g", new When.First(DEAD, List.of(count("death"))));
        join("g", "a");
        write(new Effect.Seal("g"));

        assertThat(insert(guarded("b", new Guard.Join("g", "b")))).isInstanceOf(Enqueued.Refused.class);
        write(new Effect.Mark("g", "a", DEAD));
        assertThat(members("g")).isEqualTo(Map.of("a", DEAD));
        assertThat(counted("death")).isEqualTo(1);
    }

    @Test
    void rulesTrueAtOnceApplyInTheirOrder() {
        open(
                "g",
                new When.NoneLeft(OPEN_STATES, List.of(insertion("first"), insertion("second"))),
                new When.NoneLeft(UNSUCCESSFUL, List.of(insertion("third"))));
        join("g", "a");
        write(new Effect.Seal("g"), new Effect.Mark("g", "a", SUCCEEDED), insertion("own"));

        assertThat(jids(queue("q"))).containsExactly("a", "own", "first", "second", "third");
    }

    @Test
    void aChildGroupMarksItsParent() {
        open("top", new When.NoneLeft(UNSUCCESSFUL, List.of(insertion("done"))));
        Guard asMember = new Guard.Join("top", "child");
        move(new Move(
                From.Nothing.NOTHING,
                To.Gone.GONE,
                List.of(asMember),
                List.of(
                        new Effect.Open(
                                "child",
                                List.of(new When.NoneLeft(
                                        UNSUCCESSFUL, List.of(new Effect.Mark("top", "child", SUCCEEDED)))),
                                DAY),
                        new Effect.Seal("top"))));
        join("child", "a");
        write(new Effect.Seal("child"));
        assertThat(members("top")).isEqualTo(Map.of("child", ENQUEUED));

        write(new Effect.Mark("child", "a", SUCCEEDED));
        assertThat(members("top")).isEqualTo(Map.of("child", SUCCEEDED));
        assertThat(jids(queue("q"))).containsExactly("a", "done");
    }

    @Test
    void aGroupThatOneChangeClosesTakesNoJobOfItsOwnRules() {
        open(
                "g",
                new When.First(DEAD, List.of(new Effect.Insert(guarded("help", new Guard.Join("g", "help"))))),
                new When.NoneLeft(OPEN_STATES, List.of()));
        join("g", "a");
        write(new Effect.Seal("g"), new Effect.Mark("g", "a", DEAD));

        assertThat(jids(queue("q"))).containsExactly("a");
        assertThat(members("g")).isEqualTo(Map.of("a", DEAD));
    }

    @Test
    void aJobThatAGuardStopsDoesNotJoin() {
        open("g");
        insert(guarded("x", lock("key", "x")));

        assertThat(insert(guarded("a", new Guard.Join("g", "a"), lock("key", "a"))))
                .isEqualTo(new Enqueued.HeldBy("x"));
        assertThat(members("g")).isEmpty();
    }

    @Test
    void keepsAThousandMembers() {
        open("g", new When.NoneLeft(UNSUCCESSFUL, List.of(count("success"))));
        List<NewJob> jobs = IntStream.range(0, 1000)
                .mapToObj(i -> guarded("job" + i, new Guard.Join("g", "job" + i)))
                .toList();
        store.insert(jobs);
        write(new Effect.Seal("g"));
        begin(ME);
        claim(ME, 1, 1000, "q");
        store.move(jobs.stream()
                .map(job -> new Move(
                        held(ME, 1 + jobs.indexOf(job)),
                        To.Gone.GONE,
                        List.of(new Effect.Mark("g", job.jid(), SUCCEEDED))))
                .toList());

        assertThat(members("g")).hasSize(1000).containsValue(SUCCEEDED).doesNotContainValue(ENQUEUED);
        assertThat(counted("success")).isEqualTo(1);
    }

    private void open(String group, When... rules) {
        write(new Effect.Open(group, List.of(rules), DAY));
    }

    private void join(String group, String member) {
        assertThat(insert(guarded(member, new Guard.Join(group, member))).added())
                .isTrue();
    }

    private Map<String, JobState> members(String group) {
        return store.cells().group(group).orElseThrow().members();
    }

    private static Effect count(String counter) {
        return new Effect.Add(counter, 1);
    }

    private static Effect insertion(String jid) {
        return new Effect.Insert(new NewJob(jid, back("q", jid)));
    }

    private long counted(String counter) {
        return store.browser().counter(counter);
    }
}
