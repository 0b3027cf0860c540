package dev.sancho.tck;

import static dev.sancho.store.JobSet.DEAD;
import static dev.sancho.store.JobSet.RETRY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sancho.job.Payload;
import dev.sancho.store.From;
import dev.sancho.store.Move;
import dev.sancho.store.StoreSettings;
import dev.sancho.store.To;
import java.time.LocalDate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** How the dead set is trimmed; here it keeps three jobs for ten days. */
public abstract class DeadSetContract extends ContractTest {
    @Override
    StoreSettings settings() {
        return super.settings().withDead(3, DAY.multipliedBy(10));
    }

    @Test
    void keepsExactlyAsManyJobsAsItIsTold() {
        IntStream.range(0, 3).forEach(this::bury);
        assertThat(jids(set(DEAD))).containsExactly("d0", "d1", "d2");
        assertThat(trimmed()).isZero();

        bury(3);
        assertThat(jids(set(DEAD))).containsExactly("d1", "d2", "d3");
        assertThat(trimmed()).isEqualTo(1);
    }

    @Test
    void letsTheOldestGoEvenIfItIsTheNewcomer() {
        IntStream.rangeClosed(1, 3).forEach(this::bury);
        bury(0);

        assertThat(jids(set(DEAD))).containsExactly("d1", "d2", "d3");
        assertThat(trimmed()).isEqualTo(1);
    }

    @Test
    void letsJobsGoWhoseTimeIsOverWhenAnotherComes() {
        bury(0);
        bury(1);
        advance(DAY.multipliedBy(10));
        assertThat(jids(set(DEAD))).containsExactly("d0", "d1");

        bury(2);
        assertThat(jids(set(DEAD))).containsExactly("d1", "d2");
        assertThat(trimmed()).isEqualTo(1);
    }

    @Test
    void prunesJobsWhoseTimeIsOver() {
        bury(0);
        bury(1);
        advance(DAY.multipliedBy(10));
        store.prune(1000);

        assertThat(jids(set(DEAD))).containsExactly("d1");
        assertThat(trimmed()).isEqualTo(1);
    }

    @Test
    void countsEachJobThatItTrimsAtOnce() {
        bury(0);
        bury(1);
        bury(2);
        advance(DAY.multipliedBy(10).plus(MICRO));
        store.prune(1000);

        assertThat(jids(set(DEAD))).containsExactly("d2");
        assertThat(trimmed()).isEqualTo(2);
    }

    @Test
    void countsWhatItTrimsForTheDayToo() {
        IntStream.range(0, 4).forEach(this::bury);
        advance(DAY);
        bury(4);

        assertThat(trimmed()).isEqualTo(2);
        assertThat(store.browser().counter("dead_trimmed", LocalDate.parse("2026-03-01")))
                .isEqualTo(1);
        assertThat(store.browser().counter("dead_trimmed", LocalDate.parse("2026-03-02")))
                .isEqualTo(1);
    }

    @Test
    void trimsWhenMovesBuryManyAtOnce() {
        hold(ME, "d0", "d1", "d2", "d3", "d4");
        store.move(LongStream.rangeClosed(1, 5)
                .mapToObj(
                        seq -> new Move(held(ME, seq), due(DEAD, START.plus(MICRO.multipliedBy(seq)), "d" + (seq - 1))))
                .toList());

        assertThat(jids(set(DEAD))).containsExactly("d2", "d3", "d4");
        assertThat(trimmed()).isEqualTo(2);
    }

    @Test
    void trimsWhenPromotionBuriesWhatIsNoJob() {
        IntStream.range(0, 3).forEach(this::bury);
        advance(DAY);
        insert("x", new To.Sorted(RETRY, START, Payload.of("no job")));
        store.promote(ME, 10);

        assertThat(jids(set(DEAD))).containsExactly("d1", "d2", "no job");
    }

    @Test
    void countsNothingWhenADeadJobIsTakenOutByHand() {
        IntStream.range(0, 3).forEach(this::bury);
        move(new From.Sorted(DEAD, START, "d0", job("d0"), "op"), To.Gone.GONE);

        assertThat(jids(set(DEAD))).containsExactly("d1", "d2");
        assertThat(trimmed()).isZero();
    }

    private void bury(int number) {
        insert("d" + number, due(DEAD, START.plus(MICRO.multipliedBy(number)), "d" + number));
    }

    private long trimmed() {
        return store.browser().counter("dead_trimmed");
    }
}
