package dev.sancho.examples;

import dev.sancho.Sancho;
import dev.sancho.job.JobArgumentException;

/** How large a job may be, and what is said of one that is larger. */
public final class PayloadLimitExample {
    private PayloadLimitExample() {}

    static void print(String text) {}

    public static void main(String[] args) {
        System.out.println(run());
    }

    /** Returns why a job of a megabyte was refused. */
    static String run() {
        try (Sancho sancho =
                Sancho.builder().url("memory").maxPayloadBytes(200_000).open()) {
            sancho.jobs().enqueue(PayloadLimitExample::print, "short");
            sancho.jobs().enqueue(PayloadLimitExample::print, "x".repeat(1_000_000));
            return "nothing was refused";
        } catch (JobArgumentException tooLarge) {
            return String.valueOf(tooLarge.getMessage());
        }
    }
}
