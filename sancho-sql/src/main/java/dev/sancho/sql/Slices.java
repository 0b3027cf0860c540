package dev.sancho.sql;

import dev.sancho.store.StoreException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Carries out a list in transactions of a few hundred elements, so that others get their turn in between. A slice with an element that
 * cannot be written is halved until that one stands alone and is refused.
 */
record Slices(Database database) {
    /** Some 3 ms of writing. */
    private static final int SIZE = 500;

    /** A slice within its transaction: one answer for each element. */
    interface Work<E, A> {
        List<A> run(Tx tx, List<E> slice) throws SQLException;
    }

    <E, A> List<A> run(String doing, List<E> elements, Work<E, A> work, Function<String, A> refused) {
        List<A> answers = new ArrayList<>(elements.size());
        for (int from = 0; from < elements.size(); from += SIZE) {
            List<E> slice = elements.subList(from, Math.min(from + SIZE, elements.size()));
            try {
                answers.addAll(slice(doing, slice, work, refused));
            } catch (StoreException failed) {
                throw from == 0 ? failed : partly(failed, from, elements.size());
            }
        }
        return answers;
    }

    private static StoreException partly(StoreException failed, int done, int of) {
        String message = failed.getMessage() + ". The first " + done + " of " + of + " were written before that";
        return new StoreException(message, failed.passing(), failed);
    }

    private <E, A> List<A> slice(String doing, List<E> slice, Work<E, A> work, Function<String, A> refused) {
        try {
            return database.tryWrite(doing, tx -> work.run(tx, slice));
        } catch (Database.UnfitException unfit) {
            if (slice.size() == 1) {
                return List.of(refused.apply("It cannot be stored: " + unfit.getMessage()));
            }
            int middle = slice.size() / 2;
            List<A> answers = new ArrayList<>(slice(doing, slice.subList(0, middle), work, refused));
            answers.addAll(slice(doing, slice.subList(middle, slice.size()), work, refused));
            return answers;
        }
    }
}
