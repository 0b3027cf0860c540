package dev.sancho.survival;

import static java.util.Objects.requireNonNull;

import dev.sancho.job.Json;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import tools.jackson.databind.JsonNode;

/**
 * Ruby's client, API and Web UI in one process, {@code office.rb}: what a person or a program on Ruby's side does beside the workers. Thread-safe.
 */
final class RubyOffice implements AutoCloseable {
    private final Process process;
    private final BufferedWriter questions;
    private final BufferedReader answers;

    RubyOffice(RubyShop shop) {
        process = shop.startRuby("office.rb");
        questions = process.outputWriter(StandardCharsets.UTF_8);
        answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Does one thing and tells what came of it; null where there was nothing to do it to. */
    synchronized JsonNode ask(String verb, Object... args) {
        try {
            Object[] question = new Object[args.length + 1];
            question[0] = verb;
            System.arraycopy(args, 0, question, 1, args.length);
            questions.write(Json.mapper().writeValueAsString(Arrays.asList(question)));
            questions.newLine();
            questions.flush();
            String answer = requireNonNull(answers.readLine(), () -> "office.rb ended at " + Arrays.toString(question));
            return Json.mapper().readTree(answer);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The job in a set as Ruby reads it: {@code item} and {@code score}; null if it is not there. */
    JsonNode entry(String set, String jid) {
        return ask("entry", set, jid);
    }

    boolean has(String set, String jid) {
        return !entry(set, jid).isNull();
    }

    /** The payloads of a queue, the newest first. */
    JsonNode queued(String queue) {
        return ask("queued", queue);
    }

    boolean hasQueued(String queue, String jid) {
        return queued(queue)
                .valueStream()
                .anyMatch(item -> item.path("jid").asString().equals(jid));
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
