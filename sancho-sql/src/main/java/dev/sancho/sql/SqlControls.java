package dev.sancho.sql;

import dev.sancho.store.Controls;
import dev.sancho.store.Signal;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Writes pauses and signals. */
record SqlControls(Database database) implements Controls {
    @Override
    public void pause(String queue) {
        database.write("pause a queue", tx -> tx.session.update(Sql.PAUSE_BEGIN, queue));
    }

    @Override
    public void resume(String queue) {
        database.write("resume a queue", tx -> {
            tx.jobCame();
            return tx.session.update(Sql.PAUSE_END, queue);
        });
    }

    @Override
    public Set<String> paused() {
        List<String> queues =
                database.read("list the pauses", session -> session.list(Sql.PAUSES, row -> row.getString(1)));
        return new TreeSet<>(queues);
    }

    @Override
    public boolean signal(String process, Signal signal) {
        return database.write(
                "signal a process", tx -> tx.session.update(Sql.SIGNAL_SEND, signal.name(), tx.nowMicros, process) > 0);
    }
}
