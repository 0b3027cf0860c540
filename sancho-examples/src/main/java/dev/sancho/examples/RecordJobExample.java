package dev.sancho.examples;

import dev.sancho.Sancho;
import dev.sancho.job.Outcome;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A job is a record: its components are the arguments. It runs by its own {@code perform}, or by a handler the worker has for it. */
public final class RecordJobExample {
    private static final BlockingQueue<String> DONE = new LinkedBlockingQueue<>();

    private RecordJobExample() {}

    /** Performs itself. */
    public record SendInvoice(long number, BigDecimal total) {
        /** What a run does. */
        public void perform() {
            DONE.add("invoice " + number + " over " + total);
        }
    }

    /** Has a handler. */
    public record CloseMonth(LocalDate until, List<String> accounts) {}

    public static void main(String[] args) throws InterruptedException {
        try (Sancho sancho = Sancho.open("memory")) {
            System.out.println(run(sancho));
        }
    }

    static List<String> run(Sancho sancho) throws InterruptedException {
        sancho.jobs().enqueue(new SendInvoice(7, new BigDecimal("19.90")));
        sancho.jobs().enqueue(new CloseMonth(LocalDate.of(2026, 11, 30), List.of("cash", "bank")));
        sancho.worker(w -> w.concurrency(1).register(SendInvoice.class).handle(CloseMonth.class, (job, context) -> {
                    DONE.add("closed " + job.accounts() + " until " + job.until());
                    return Outcome.done();
                }))
                .start();
        return List.of(DONE.take(), DONE.take());
    }
}
