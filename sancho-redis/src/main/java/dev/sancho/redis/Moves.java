package dev.sancho.redis;

import dev.sancho.store.Effect;
import dev.sancho.store.From;
import dev.sancho.store.Guard;
import dev.sancho.store.Move;
import dev.sancho.store.Moved;
import dev.sancho.store.Moved.Answer;
import dev.sancho.store.Moved.HeldBy;
import dev.sancho.store.Moved.Refused;
import dev.sancho.store.To;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Carries out moves, one script call for a slice of them. Thread-safe. */
final class Moves {
    /** What one script call may cost, in plain finishes: a millisecond or two of the server's time. */
    private static final int SLICE = 1_000;

    private static final int OTHER_MOVE = 8;

    private final Server server;
    private final Troubles troubles;

    Moves(Server server) {
        this.server = server;
        this.troubles = new Troubles(server, "a counter cannot be added to");
    }

    List<Moved> move(List<Move> moves) {
        List<Moved> answers = new ArrayList<>(moves.size());
        Slice slice = new Slice();
        for (Move move : moves) {
            Optional<Moved> unfit = unfit(move);
            if (unfit.isPresent() || slice.cost >= SLICE) {
                answers.addAll(send(slice));
                slice = new Slice();
            }
            unfit.ifPresentOrElse(answers::add, () -> {});
            if (unfit.isEmpty()) {
                slice.add(move);
            }
        }
        answers.addAll(send(slice));
        return answers;
    }

    private List<Moved> send(Slice slice) {
        List<byte[]> items = slice.items();
        if (items.isEmpty()) {
            return List.of();
        }
        List<?> answers = (List<?>) server.eval("move jobs", Script.MOVE, items);
        List<Moved> moved = new ArrayList<>(answers.size());
        for (Object answer : answers) {
            if (((byte[]) answer)[0] == '!') {
                troubles.tell(rest((byte[]) answer));
            } else {
                moved.add(read((byte[]) answer));
            }
        }
        return moved;
    }

    static Moved read(byte[] answer) {
        return switch (answer[0]) {
            case 'M' -> Answer.MOVED;
            case 'R' -> Answer.REPEATED;
            case 'G' -> Answer.GONE;
            case 'H' -> new HeldBy(rest(answer));
            default -> new Refused(rest(answer));
        };
    }

    private static String rest(byte[] answer) {
        return new String(answer, 1, answer.length - 1, StandardCharsets.UTF_8);
    }

    private static Optional<Moved> unfit(Move move) {
        if (move.from() instanceof From.Nothing && !(move.to() instanceof To.Gone)) {
            return Optional.of(new Refused("A move from nowhere can put no job to " + move.to() + ": insert it"));
        }
        return unfit(move.to());
    }

    static Optional<Moved> unfit(To to) {
        return to instanceof To.Sorted sorted && sorted.at().isBefore(Instant.EPOCH)
                ? Optional.of(new Refused("A job's time cannot be before 1970: " + sorted.at()))
                : Optional.empty();
    }

    /** Moves on their way into one call; plain finishes of one owner that follow each other become one item. Confined to one thread. */
    private static final class Slice {
        private final List<byte[]> items = new ArrayList<>();
        private int cost;
        private String owner = "";
        private List<Effect> adds = List.of();
        private long[] numbers = new long[128];
        private int count;

        void add(Move move) {
            if (move.from() instanceof From.Held held
                    && move.to() == To.Gone.GONE
                    && plain(move.guards(), move.effects())) {
                if (count > 0 && !(owner.equals(held.owner()) && adds.equals(move.effects()))) {
                    endRun();
                }
                owner = held.owner();
                adds = move.effects();
                if (count == numbers.length) {
                    numbers = java.util.Arrays.copyOf(numbers, count * 2);
                }
                numbers[count++] = held.seq();
                cost++;
            } else {
                endRun();
                items.add(MovePack.move(move));
                cost += OTHER_MOVE;
            }
        }

        /** The engine hands over the same few lists again and again, so the list at hand is known to be plain. */
        @SuppressWarnings("ReferenceEquality")
        private boolean plain(List<Guard> guards, List<Effect> effects) {
            return guards.isEmpty()
                    && ((count > 0 && effects == adds) || effects.stream().allMatch(Effect.Add.class::isInstance));
        }

        private void endRun() {
            if (count > 0) {
                items.add(MovePack.finish(owner, adds, numbers, count));
                count = 0;
            }
        }

        List<byte[]> items() {
            endRun();
            return items;
        }
    }
}
