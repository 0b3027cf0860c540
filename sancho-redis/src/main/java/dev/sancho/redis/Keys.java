package dev.sancho.redis;

import dev.sancho.store.JobSet;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/** The names of the keys: Sidekiq's own, and Sancho's under {@code sancho:}. Immutable. */
record Keys(String prefix) {
    byte[] queues() {
        return key("queues");
    }

    byte[] queue(String name) {
        return key("queue:" + name);
    }

    byte[] set(JobSet set) {
        return key(nameOf(set));
    }

    static String nameOf(JobSet set) {
        return switch (set) {
            case SCHEDULED -> "schedule";
            case RETRY -> "retry";
            case DEAD -> "dead";
        };
    }

    byte[] processes() {
        return key("processes");
    }

    byte[] process(String identity) {
        return key(identity);
    }

    byte[] work(String identity) {
        return key(identity + ":work");
    }

    /** Where Sidekiq up to 6.4.1 has it. */
    byte[] oldWork(String identity) {
        return key(identity + ":workers");
    }

    byte[] counter(String name) {
        return key((name.equals("processed") || name.equals("failed") ? "stat:" : "sancho:stat:") + name);
    }

    byte[] counter(String name, LocalDate day) {
        return bytes(text(counter(name)) + ":" + day);
    }

    byte[] owners() {
        return key("sancho:owners");
    }

    byte[] inFlight(String owner) {
        return key("sancho:inflight:" + owner);
    }

    byte[] landing(String owner, String queue) {
        return key("sancho:landing:" + owner + ":" + queue);
    }

    byte[] landings(String owner) {
        return key("sancho:landings:" + owner);
    }

    byte[] parked(String key) {
        return key("sancho:parked:" + key);
    }

    byte[] parking() {
        return key("sancho:parking");
    }

    byte[] promoter() {
        return key("sancho:promoter");
    }

    byte[] paused() {
        return key("paused");
    }

    /** Where the gem sidekiq-limit_fetch notes that a queue is paused. */
    byte[] gemPause(String queue) {
        return key("limit_fetch:pause:" + queue);
    }

    byte[] signals(String identity) {
        return key(identity + "-signals");
    }

    byte[] locks() {
        return key("sancho:locks");
    }

    /** What is over some time: a letter for its kind and its name, by the time in microseconds. */
    byte[] over() {
        return key("sancho:until");
    }

    /** The processes that use super_fetch of Sidekiq Pro. */
    byte[] superProcesses() {
        return key("super_processes");
    }

    byte[] named(String name) {
        return key(name);
    }

    private byte[] key(String name) {
        return bytes(prefix + name);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] bytes(long number) {
        return Long.toString(number).getBytes(StandardCharsets.US_ASCII);
    }

    static String text(Object bytes) {
        return new String((byte[]) bytes, StandardCharsets.UTF_8);
    }
}
