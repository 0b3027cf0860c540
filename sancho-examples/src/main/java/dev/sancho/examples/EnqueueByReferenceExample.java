package dev.sancho.examples;

import dev.sancho.Sancho;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A job is a method: the client names it by a reference, which the compiler checks, and the worker may run exactly that one. */
public final class EnqueueByReferenceExample {
    private EnqueueByReferenceExample() {}

    /** Any class will do; it knows nothing of Sancho. */
    public static final class Mailer {
        private final BlockingQueue<String> sent = new LinkedBlockingQueue<>();

        /** An instance method: the worker has the object. */
        public void welcome(long userId, List<String> languages) {
            sent.add("welcome " + userId + " in " + languages);
        }
    }

    public static void main(String[] args) throws InterruptedException {
        try (Sancho sancho = Sancho.open("memory")) {
            System.out.println(run(sancho));
        }
    }

    static String run(Sancho sancho) throws InterruptedException {
        Mailer mailer = new Mailer();
        sancho.jobs().enqueue(Mailer::welcome, 42L, List.of("de", "en"));
        sancho.worker(w -> w.handle(Mailer::welcome, mailer)).start();
        return mailer.sent.take();
    }
}
