package dev.sancho.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sancho.Sancho;
import dev.sancho.job.JobState;
import dev.sancho.job.Payload;
import dev.sancho.store.Effect;
import dev.sancho.store.End;
import dev.sancho.store.From;
import dev.sancho.store.GroupView;
import dev.sancho.store.Guard;
import dev.sancho.store.Move;
import dev.sancho.store.NewJob;
import dev.sancho.store.To;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AuditCommandTest {
    private static final Duration DAY = Duration.ofDays(1);

    @TempDir
    private Path folder;

    private String url = "";

    /** A lock and a member whose job has another id than they say, as if theirs had been deleted, and a lock that is in order. */
    @BeforeEach
    void traces() {
        url = "jdbc:sqlite:" + folder.resolve("jobs.db");
        try (Sancho sancho = Sancho.open(url)) {
            Effect open = new Effect.Open("batch\u001b[31m", List.of(), DAY);
            sancho.store().move(List.of(new Move(From.Nothing.NOTHING, To.Gone.GONE, List.of(open))));
            To to = new To.Queue("default", End.BACK, Payload.of("{\"class\":\"A\",\"args\":[],\"jid\":\"there\"}"));
            List<Guard> guards = List.of(
                    new Guard.Lock("orphan", "gone", DAY, Guard.OnHeld.REFUSE),
                    new Guard.Lock("held", "there", DAY, Guard.OnHeld.REFUSE),
                    new Guard.Join("batch\u001b[31m", "gone"));
            sancho.store().insert(List.of(new NewJob("there", to, guards)));
        }
    }

    @Test
    void looksOnlyWhenToldSo() {
        Command command = audit("--look-only");

        assertThat(command.status()).isEqualTo(ExitStatus.OK);
        assertThat(command.out())
                .containsPattern("locks +2 +without a job 1 +freed 0")
                .containsPattern("members +1 +without a job 1 +marked 0")
                .containsPattern("lock +orphan +held by gone")
                .containsPattern("group +batch\\?\\[31m +misses gone, enqueued");
        assertThat(audit("--look-only").out()).isEqualTo(command.out());
    }

    @Test
    void settlesWhatItFindsAndTellsItAsJson() {
        JsonNode report = JsonMapper.shared().readTree(audit("--json").out());

        assertThat(report.path("store").asString()).isEqualTo(url);
        assertThat(report.at("/locks/looked_at").asInt()).isEqualTo(2);
        assertThat(report.at("/locks/freed").asInt()).isEqualTo(1);
        assertThat(report.at("/members/marked").asInt()).isEqualTo(1);
        assertThat(report.at("/found/0/lock").asString()).isEqualTo("orphan");
        assertThat(report.at("/found/1/jid").asString()).isEqualTo("gone");
        assertThat(audit().out()).containsPattern("locks +1 +without a job 0");
        assertThat(member()).isEqualTo(JobState.CANCELLED);
    }

    @Test
    void thePolicyMayStandInTheFileOrOnTheCommandLine() throws IOException {
        Path file = Files.writeString(folder.resolve("sancho.yml"), "audit-locks: report\naudit_members: report\n");

        assertThat(audit("--config", file.toString(), "--audit-members", "dead").out())
                .containsPattern("without a job 1 +freed 0")
                .containsPattern("without a job 1 +marked 1");
        assertThat(member()).isEqualTo(JobState.DEAD);
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThat(audit("--audit-locks", "break")).satisfies(command -> {
            assertThat(command.status()).isEqualTo(ExitStatus.USAGE);
            assertThat(command.err()).contains("free or report");
        });
        assertThat(Command.run("audit", "--store", "jdbc:sqlite:" + folder.resolve("typo.db"))
                        .status())
                .isEqualTo(ExitStatus.FAILURE);
    }

    private JobState member() {
        try (Sancho sancho = Sancho.open(url)) {
            GroupView group = sancho.store().cells().group("batch\u001b[31m").orElseThrow();
            return group.members().values().iterator().next();
        }
    }

    private Command audit(String... options) {
        String[] args = new String[options.length + 5];
        args[0] = "audit";
        args[1] = "--store";
        args[2] = url;
        args[3] = "--apart";
        args[4] = "0s";
        System.arraycopy(options, 0, args, 5, options.length);
        return Command.run(args);
    }
}
