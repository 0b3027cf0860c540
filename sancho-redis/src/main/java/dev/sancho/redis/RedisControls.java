package dev.sancho.redis;

import dev.sancho.store.Controls;
import dev.sancho.store.Signal;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import redis.clients.jedis.Protocol.Command;

/**
 * Writes pauses and signals where Sidekiq and its Web UI have them. A pause by the gem sidekiq-limit_fetch is seen, too, and ended.
 * Thread-safe.
 */
record RedisControls(Server server) implements Controls {
    /** As Sidekiq keeps them: who does not hear within a minute does not live. */
    private static final long SIGNALS_KEPT = 60;

    @Override
    public void pause(String queue) {
        server.call("pause a queue", Command.SADD, server.keys.paused(), Keys.bytes(queue));
    }

    @Override
    public void resume(String queue) {
        server.pipeline(
                        "resume a queue",
                        List.of(
                                Server.Request.of(Command.SREM, server.keys.paused(), Keys.bytes(queue)),
                                Server.Request.of(Command.DEL, server.keys.gemPause(queue))))
                .forEach(this::check);
    }

    @Override
    public Set<String> paused() {
        Set<String> paused = names(server.keys.paused());
        for (String queue : names(server.keys.queues())) {
            if (server.call("list the pauses", Command.EXISTS, server.keys.gemPause(queue))
                    .equals(1L)) {
                paused.add(queue);
            }
        }
        return paused;
    }

    private Set<String> names(byte[] key) {
        Set<String> names = new TreeSet<>();
        ((List<?>) server.call("list the pauses", Command.SMEMBERS, key)).forEach(name -> names.add(Keys.text(name)));
        return names;
    }

    @Override
    public boolean signal(String process, Signal signal) {
        List<Object> found = server.pipeline(
                "look for a process",
                List.of(
                        Server.Request.of(Command.EXISTS, server.keys.process(process)),
                        Server.Request.of(Command.HGET, server.keys.owners(), Keys.bytes(process))));
        found.forEach(this::check);
        if (found.get(0).equals(0L) || !RedisBrowser.lives(found.get(1), Micros.of(server.now()))) {
            return false;
        }
        byte[] signals = server.keys.signals(process);
        server.pipeline(
                        "signal a process",
                        List.of(
                                Server.Request.of(Command.LPUSH, signals, Keys.bytes(signal.word())),
                                Server.Request.of(Command.EXPIRE, signals, Keys.bytes(SIGNALS_KEPT))))
                .forEach(this::check);
        return true;
    }

    private void check(Object answer) {
        server.check("steer", answer);
    }
}
