package dev.sancho.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sancho.store.JobSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountTest {
    private static final Terminal PLAIN = new Terminal(false, false);

    @TempDir
    private Path folder;

    private Path runs = Path.of("");
    private Stories stories = new Stories(runs);

    @BeforeEach
    void begin() {
        runs = folder.resolve("runs.jsonl");
        stories = new Stories(runs);
    }

    @Test
    void agreesWhenEachJobIsDoneOrDead() throws IOException {
        pushed("a", "b");
        wrote("start", "a", 1);
        wrote("done", "a", 1);
        wrote("start", "b", 1);
        wrote("fail", "b", 1);

        Account account = Account.of(stories, store(2, 1, Set.of("b")));

        assertThat(account.agrees()).isTrue();
        assertThat(account.text(PLAIN)).contains("agree on every job");
    }

    @Test
    void countsWhatAKillMadeRunTwiceOnce() throws IOException {
        pushed("a");
        wrote("start", "a", 1);
        wrote("done", "a", 1);
        wrote("start", "a", 1);
        wrote("done", "a", 1);

        Account account = Account.of(stories, store(1, 0, Set.of()));

        assertThat(account.agrees()).isTrue();
        assertThat(account.text(PLAIN)).contains("1 jobs were completed twice");
    }

    @Test
    void noticesALostJob() throws IOException {
        pushed("a", "lost");
        wrote("start", "a", 1);
        wrote("done", "a", 1);

        Account account = Account.of(stories, store(1, 0, Set.of()));

        assertThat(account.agrees()).isFalse();
        assertThat(account.text(PLAIN)).contains("Mailer::Welcome lost never ran");
    }

    @Test
    void noticesAJobThatWasCountedTwice() throws IOException {
        pushed("a");
        wrote("start", "a", 1);
        wrote("done", "a", 1);

        assertThat(Account.of(stories, store(2, 0, Set.of())).agrees()).isFalse();
    }

    @Test
    void knowsWhatAKillCutOff() throws IOException {
        pushed("a");
        wrote("start", "a", 1);

        assertThat(stories.processDied(7)).isEqualTo(1);
        assertThat(stories.leftCutOff()).isEqualTo(1);

        wrote("start", "a", 1);
        assertThat(stories.leftCutOff()).isZero();
    }

    private void pushed(String... jids) {
        for (String jid : jids) {
            stories.add(jid, Kind.WELCOME);
        }
    }

    private void wrote(String event, String jid, int attempt) throws IOException {
        Files.writeString(
                runs,
                "{\"event\":\"" + event + "\",\"jid\":\"" + jid + "\",\"job\":\"Mailer::Welcome\",\"attempt\":"
                        + attempt + ",\"pid\":7,\"at\":1.0}\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        stories.readOn();
    }

    private static Holdings store(long processed, long failed, Set<String> dead) {
        return new Holdings(0, 0, 0, Map.of(JobSet.DEAD, dead), processed, failed);
    }
}
