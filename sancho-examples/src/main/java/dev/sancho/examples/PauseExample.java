package dev.sancho.examples;

import dev.sancho.Sancho;
import dev.sancho.store.Controls;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Pauses a queue and lets it go on. */
public final class PauseExample {
    private static final BlockingQueue<Long> SENT = new LinkedBlockingQueue<>();

    private PauseExample() {}

    static void send(long id) {
        SENT.add(id);
    }

    public static void main(String[] args) throws InterruptedException {
        try (Sancho sancho = Sancho.open("memory")) {
            System.out.println(run(sancho));
        }
    }

    static List<Long> run(Sancho sancho) throws InterruptedException {
        Controls controls = sancho.store().controls();
        controls.pause("mail");
        sancho.jobs().queue("mail").enqueue(PauseExample::send, 1L);
        sancho.jobs().enqueue(PauseExample::send, 2L);
        sancho.worker(w -> w.handle(PauseExample::send).queues("mail", "default"))
                .start();

        long first = SENT.take();
        controls.resume("mail");
        return List.of(first, SENT.take());
    }
}
