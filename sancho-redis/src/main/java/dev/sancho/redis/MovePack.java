package dev.sancho.redis;

import dev.sancho.job.WireTime;
import dev.sancho.store.Effect;
import dev.sancho.store.End;
import dev.sancho.store.From;
import dev.sancho.store.Guard;
import dev.sancho.store.Move;
import dev.sancho.store.NewJob;
import dev.sancho.store.To;
import dev.sancho.store.When;
import java.util.List;

/** Writes moves as the scripts read them: see move.lua and facts.lua. */
final class MovePack {
    private MovePack() {}

    static byte[] move(Move move) {
        Pack pack = new Pack().array(5).text("m");
        from(pack, move.from());
        to(pack, move.to());
        guards(pack, move.guards());
        effects(pack, move.effects());
        return pack.done();
    }

    static byte[] insert(NewJob job) {
        Pack pack = new Pack().array(5).text("m").array(1).text("n");
        to(pack, job.to());
        guards(pack, job.guards());
        return pack.array(0).done();
    }

    /** The jobs of one owner that all finish alike, by number. */
    static byte[] finish(String owner, List<Effect> adds, long[] numbers, int count) {
        Pack pack = new Pack(64 + 10 * count).array(4).text("f").text(owner).array(adds.size());
        for (Effect effect : adds) {
            Effect.Add add = (Effect.Add) effect;
            pack.array(2).text(add.counter()).number(add.by());
        }
        pack.array(count);
        for (int i = 0; i < count; i++) {
            pack.digits(numbers[i]);
        }
        return pack.done();
    }

    private static void from(Pack pack, From from) {
        switch (from) {
            case From.Held held -> pack.array(3).text("h").text(held.owner()).digits(held.seq());
            case From.Queued queued ->
                pack.array(4)
                        .text("q")
                        .text(queued.queue())
                        .bytes(queued.payload().bytes())
                        .text(queued.operation());
            case From.Sorted sorted ->
                pack.array(5)
                        .text("s")
                        .text(Keys.nameOf(sorted.set()))
                        .text(WireTime.format(sorted.at()))
                        .bytes(sorted.payload().bytes())
                        .text(sorted.operation());
            case From.Parked parked ->
                pack.array(4)
                        .text("p")
                        .text(parked.key())
                        .bytes(parked.payload().bytes())
                        .text(parked.operation());
            case From.Nothing nothing -> pack.array(1).text("n");
        }
    }

    private static void to(Pack pack, To to) {
        switch (to) {
            case To.Queue queue ->
                pack.array(4)
                        .text("q")
                        .text(queue.name())
                        .text(queue.end() == End.FRONT ? "F" : "B")
                        .bytes(queue.payload().bytes());
            case To.Sorted sorted ->
                pack.array(4)
                        .text("s")
                        .text(Keys.nameOf(sorted.set()))
                        .text(WireTime.format(sorted.at()))
                        .bytes(sorted.payload().bytes());
            case To.Parked parked ->
                pack.array(3)
                        .text("p")
                        .text(parked.key())
                        .bytes(parked.payload().bytes());
            case To.Gone gone -> pack.array(1).text("g");
        }
    }

    private static void guards(Pack pack, List<Guard> guards) {
        pack.array(guards.size());
        guards.forEach(guard -> guard(pack, guard));
    }

    private static void guard(Pack pack, Guard guard) {
        switch (guard) {
            case Guard.Lock lock ->
                pack.array(5)
                        .text("l")
                        .text(lock.key())
                        .text(lock.holder())
                        .number(Micros.of(lock.keep()))
                        .text(lock.onHeld() == Guard.OnHeld.REFUSE ? "R" : "T");
            case Guard.Join join -> pack.array(3).text("j").text(join.group()).text(join.member());
            case Guard.Is is -> {
                pack.array(3).text("i").text(is.cell());
                textOrAbsent(pack, is.value());
            }
            case Guard.Holds lock -> pack.array(3).text("h").text(lock.key()).text(lock.holder());
            case Guard.Stands in ->
                pack.array(4)
                        .text("s")
                        .text(in.group())
                        .text(in.member())
                        .text(in.state().name());
        }
    }

    private static void effects(Pack pack, List<Effect> all) {
        List<Effect> effects = all.stream().filter(MovePack::fits).toList();
        pack.array(effects.size());
        effects.forEach(effect -> effect(pack, effect));
    }

    /** A job for a time that no store has is left out, with everything it stands for. */
    private static boolean fits(Effect effect) {
        return !(effect instanceof Effect.Insert insert
                && Moves.unfit(insert.job().to()).isPresent());
    }

    private static void effect(Pack pack, Effect effect) {
        switch (effect) {
            case Effect.Unlock unlock ->
                pack.array(3).text("u").text(unlock.key()).text(unlock.holder());
            case Effect.Open open -> open(pack, open);
            case Effect.Seal seal -> pack.array(2).text("s").text(seal.group());
            case Effect.Mark mark ->
                pack.array(4)
                        .text("m")
                        .text(mark.group())
                        .text(mark.member())
                        .text(mark.state().name());
            case Effect.Add add -> pack.array(3).text("a").text(add.counter()).number(add.by());
            case Effect.Put put -> {
                pack.array(4).text("p").text(put.cell());
                textOrAbsent(pack, put.value());
                pack.number(Micros.of(put.keep()));
            }
            case Effect.Insert insert -> {
                pack.array(3).text("i");
                to(pack, insert.job().to());
                guards(pack, insert.job().guards());
            }
        }
    }

    private static void open(Pack pack, Effect.Open open) {
        pack.array(4).text("o").text(open.group()).number(Micros.of(open.keep()));
        pack.array(open.rules().size());
        open.rules().forEach(rule -> pack.bytes(rule(rule)));
    }

    /** Packed by itself: a group keeps it as it comes. */
    private static byte[] rule(When rule) {
        Pack pack = new Pack().array(3);
        switch (rule) {
            case When.NoneLeft none -> {
                pack.text("n").array(none.states().size());
                none.states().forEach(state -> pack.text(state.name()));
            }
            case When.First first -> pack.text("f").array(1).text(first.state().name());
        }
        effects(pack, rule.then());
        return pack.done();
    }

    static void textOrAbsent(Pack pack, @org.jspecify.annotations.Nullable String text) {
        if (text == null) {
            pack.absent();
        } else {
            pack.text(text);
        }
    }
}
