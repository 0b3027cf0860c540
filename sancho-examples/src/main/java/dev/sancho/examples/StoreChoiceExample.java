package dev.sancho.examples;

import dev.sancho.Sancho;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The same jobs on any store; the URL says which: {@code memory}, {@code jdbc:sqlite:FILE}, {@code redis://host:6379}. Only the memory ends with
 * the process.
 */
public final class StoreChoiceExample {
    private static final BlockingQueue<String> GREETED = new LinkedBlockingQueue<>();

    private StoreChoiceExample() {}

    static void greet(String name) {
        GREETED.add("hello, " + name);
    }

    /**
     * Greets by way of a store.
     *
     * @param args the store's URL; without it one SQLite file, {@code sancho.db}
     */
    public static void main(String[] args) throws InterruptedException {
        System.out.println(run(args.length > 0 ? args[0] : Sancho.DEFAULT_URL));
    }

    static String run(String url) throws InterruptedException {
        try (Sancho client = Sancho.open(url)) {
            client.jobs().enqueue(StoreChoiceExample::greet, "world");
            if (url.equals("memory")) {
                return work(client);
            }
        }
        try (Sancho later = Sancho.open(url)) { // another process, say
            return work(later);
        }
    }

    private static String work(Sancho sancho) throws InterruptedException {
        sancho.worker(w -> w.handle(StoreChoiceExample::greet)).start();
        return GREETED.take();
    }
}
