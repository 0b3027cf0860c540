package dev.sancho.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** A child process's side of its talk with the bench: orders come in on stdin, a line each, answers go out on stdout. */
final class Talk {
    private Talk() {}

    static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    /** Obeys orders on a thread of their own. When they end, the bench is gone, and this process ends too. */
    static void listen(Consumer<String> obey) {
        Thread.ofPlatform().name("sancho-bench-orders").daemon().start(() -> {
            try (BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
                for (String order = orders.readLine(); order != null; order = orders.readLine()) {
                    obey.accept(order);
                }
            } catch (IOException gone) {
                // the same as its end
            }
            Runtime.getRuntime().halt(0);
        });
    }
}
