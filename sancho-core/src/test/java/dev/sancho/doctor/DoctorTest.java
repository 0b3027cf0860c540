package dev.sancho.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sancho.job.Payload;
import dev.sancho.store.End;
import dev.sancho.store.Finding;
import dev.sancho.store.FindingKind;
import dev.sancho.store.JobSet;
import dev.sancho.store.Place;
import dev.sancho.store.To;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each finding that is made on every store, brought about on purpose; and a healthy store, of which nothing is said. */
class DoctorTest {
    private static final String JAVA = "Sancho 1.0";
    private static final Duration WATCH = Duration.ofSeconds(4);

    private final Practice practice = new Practice();

    @AfterEach
    void close() {
        practice.close();
    }

    @Test
    void saysNothingOfAHealthyStore() throws InterruptedException {
        practice.beat("host:1:a", JAVA, false, "default", "low");
        practice.enqueue("default", "a", "b");
        practice.enqueue("low", "c");
        practice.claim("host:1:a", 1, "default");
        practice.put(JobSet.SCHEDULED, Practice.START.plusSeconds(60), "d");
        practice.put(JobSet.RETRY, Practice.START.minusSeconds(5), "e");
        practice.put(JobSet.DEAD, Practice.START, "f");

        Report report = practice.doctor.examine(WATCH);

        assertThat(report.findings()).isEmpty();
        assertThat(report.wrong()).isFalse();
        assertThat(report.facts())
                .containsEntry("processes", "Sancho 1.0 × 1")
                .containsEntry("jobs", "2 enqueued, 1 in flight, 0 parked, 1 scheduled, 1 retrying, 1 dead");
    }

    @Test
    void aQueueThatNobodyServes() throws InterruptedException {
        practice.beat("host:1:a", JAVA, false, "default");
        practice.enqueue("default", "a");
        practice.enqueue("low", "b", "c");
        practice.advance(Duration.ofSeconds(50));

        Finding finding = practice.only();

        assertThat(finding.kind()).isEqualTo(Kinds.QUEUE_UNSERVED);
        assertThat(finding.said()).isEqualTo("Nobody takes jobs from 1 queue; 1 worker process alive");
        assertThat(finding.evidence()).containsExactly("low: 2 jobs, the oldest has waited 50 s");
    }

    @Test
    void aQueueThatOnlyQuietProcessesServe() throws InterruptedException {
        practice.beat("host:1:a", JAVA, true, "default");
        practice.enqueue("default", "a");

        List<Finding> findings = practice.look();

        assertThat(kinds(findings)).containsExactly(Kinds.QUEUE_UNSERVED, Kinds.PROCESS_QUIET);
        assertThat(findings.get(0).evidence().getFirst()).endsWith("only quiet processes serve it");
        assertThat(findings.get(1).said()).isEqualTo("Quiet: 1 of 1 worker process");
    }

    @Test
    void manyQueuesAreToldByTheirFirstFive() throws InterruptedException {
        IntStream.range(0, 42).forEach(i -> practice.enqueue("q" + i, "job" + i));

        assertThat(practice.only().evidence()).hasSize(6).last().isEqualTo("and 37 more");
    }

    @Test
    void aQueueThatGrows() throws InterruptedException {
        practice.beat("host:1:a", JAVA, false, "default", "low");
        practice.meanwhile(() -> {
            practice.enqueueMany("default", 10);
            practice.enqueueMany("low", 2);
        });

        List<Finding> findings = practice.doctor.examine(WATCH).findings();

        assertThat(kinds(findings)).containsExactly(Kinds.QUEUE_GROWING);
        assertThat(findings.getFirst().said()).isEqualTo("1 queue grew for 4.0 s, in which 0 runs ended");
        assertThat(findings.getFirst().evidence()).containsExactly("default: from 0 to 20 jobs, 5 more a second");
    }

    @Test
    void aQueueThatGrewOnlyOnceIsNotGrowing() throws InterruptedException {
        practice.beat("host:1:a", JAVA, false, "default");
        practice.meanwhile(() -> {
            practice.enqueueMany("default", 50);
            practice.meanwhile(() -> {});
        });

        assertThat(practice.doctor.examine(WATCH).findings()).isEmpty();
    }

    @Test
    void aPausedQueueWithJobs() throws InterruptedException {
        practice.beat("host:1:a", JAVA, false, "default");
        practice.controls().pause("default");
        assertThat(practice.look()).isEmpty();
        practice.enqueue("default", "a");

        Finding finding = practice.only();

        assertThat(finding.kind()).isEqualTo(Kinds.QUEUE_PAUSED);
        assertThat(finding.evidence()).containsExactly("default: 1 job, the oldest has waited 0.0 s");
    }

    @Test
    void aQueueThatRubyAndJavaServe() throws InterruptedException {
        practice.beat("host:1:a", JAVA, false, "default", "java");
        practice.beat("host:2:b", "7.3.9", false, "default", "ruby");
        practice.beat("host:3:c", "7.3.9", false, "ruby");

        Finding finding = practice.only();

        assertThat(finding.kind()).isEqualTo(Kinds.QUEUE_MIXED);
        assertThat(finding.evidence()).containsExactly("default: Sancho 1.0 × 1, Sidekiq 7.3.9 × 1");
    }

    @Test
    void severalVersionsOfOneProgram() throws InterruptedException {
        practice.beat("host:1:a", JAVA, false, "java");
        practice.beat("host:2:b", "Sancho 1.1", false, "java");
        practice.beat("host:3:c", "7.3.9", false, "ruby");

        Finding finding = practice.only();

        assertThat(finding.kind()).isEqualTo(Kinds.VERSIONS_MIXED);
        assertThat(finding.evidence()).containsExactly("Sancho 1.0 × 1", "Sancho 1.1 × 1");
    }

    @Test
    void jobsOfDeadProcessesAreFoundAndPutBack() throws InterruptedException {
        practice.beat("host:1:a", JAVA, false, "default");
        practice.beat("host:2:b", JAVA, false, "default");
        practice.enqueue("default", "a", "b", "c");
        practice.claim("host:1:a", 2, "default");
        practice.claim("host:2:b", 1, "default");
        practice.enqueue("default", "d");
        practice.advance(Duration.ofSeconds(61));

        List<Finding> findings = practice.look();
        assertThat(kinds(findings)).containsExactly(Kinds.DEAD_PROCESS_JOBS, Kinds.QUEUE_UNSERVED);
        assertThat(findings.getFirst().said()).isEqualTo("2 dead processes left 3 jobs in flight");
        assertThat(findings.getFirst().evidence()).containsExactly("host:1:a: 2 jobs", "host:2:b: 1 job");

        assertThat(practice.doctor.fix("dead-process-jobs"))
                .containsExactly("Put 3 jobs of dead processes back to the front of their queues");
        assertThat(practice.doctor.fix("dead-process-jobs")).isEmpty();
        assertThat(kinds(practice.look())).containsExactly(Kinds.QUEUE_UNSERVED);
        assertThat(practice.store.browser().page(new Place.Queue("default"), 0, 10))
                .extracting(job -> job.payload().text().replaceAll(".*\"jid\":\"(\\w)\".*", "$1"))
                .containsExactly("a", "b", "c", "d");
        assertThat(practice.store.browser().processes()).isEmpty();
    }

    @Test
    void jobsOfDeadProcessesAreNoFindingWhileSomebodyLivesToTakeThem() throws InterruptedException {
        practice.beat("host:1:a", JAVA, false, "default");
        practice.enqueue("default", "a");
        practice.claim("host:1:a", 1, "default");
        practice.advance(Duration.ofSeconds(61));
        practice.beat("host:2:b", JAVA, false, "default");

        assertThat(practice.look()).isEmpty();
    }

    @Test
    void parkedJobsWithoutAWorkerOfSancho() throws InterruptedException {
        practice.beat("host:2:b", "7.3.9", false, "default");
        practice.insert("a", new To.Parked("suspects/2/default", practice.payload("a")));

        Finding finding = practice.only();

        assertThat(finding.kind()).isEqualTo(Kinds.PARKED_UNSERVED);
        assertThat(finding.evidence()).containsExactly("suspects/2/default: 1 job");
    }

    @Test
    void jobsThatAreLongDue() throws InterruptedException {
        practice.beat("host:1:a", JAVA, false, "default");
        practice.put(JobSet.SCHEDULED, Practice.START.minusSeconds(600), "a");
        practice.put(JobSet.SCHEDULED, Practice.START.minusSeconds(500), "b");
        practice.put(JobSet.RETRY, Practice.START.minusSeconds(30), "c");

        Finding finding = practice.only();

        assertThat(finding.kind()).isEqualTo(Kinds.JOBS_OVERDUE);
        assertThat(finding.evidence()).containsExactly("scheduled: 2 jobs, the first (Work a) has been due for 10 min");
    }

    @Test
    void aDeadSetNearItsLimit() throws InterruptedException {
        for (int i = 0; i < 89; i++) {
            practice.put(JobSet.DEAD, Practice.START, "d" + i);
        }
        assertThat(practice.look()).isEmpty();
        practice.put(JobSet.DEAD, Practice.START, "last");

        Finding finding = practice.only();

        assertThat(finding.kind()).isEqualTo(Kinds.DEAD_SET_FULL);
        assertThat(finding.said()).isEqualTo("90 dead jobs of 100");
    }

    @Test
    void largeJobs() throws InterruptedException {
        practice.beat("host:1:a", JAVA, false, "default");
        practice.enqueueMany("default", 50);
        String large = "{\"class\":\"Big\",\"jid\":\"x\",\"args\":[\"" + "a".repeat(1_200_000) + "\"]}";
        practice.insert("x", new To.Queue("default", End.BACK, Payload.of(large)));

        Finding finding = practice.only();

        assertThat(finding.kind()).isEqualTo(Kinds.PAYLOAD_LARGE);
        assertThat(finding.said()).isEqualTo("Jobs of more than 100 kB: 1 of 40 looked at");
        assertThat(finding.evidence()).containsExactly("queue default: Big x, 1.2 MB");
    }

    @Test
    void jobsThatAreNoJobs() throws InterruptedException {
        practice.beat("host:1:a", JAVA, false, "default");
        Payload garbage = Payload.of("\u001b[31mnot JSON\n\u202e" + "x".repeat(500));
        practice.insert("a", new To.Queue("default", End.BACK, garbage));
        practice.insert("b", new To.Sorted(JobSet.DEAD, Instant.EPOCH.plus(Duration.ofDays(30_000)), garbage));

        Finding finding = practice.only();

        assertThat(finding.kind()).isEqualTo(Kinds.PAYLOAD_UNREADABLE);
        assertThat(finding.evidence()).hasSize(1).first().asString().startsWith("queue default: ?[31mnot JSON??xxx");
    }

    @Test
    void changesNothingUnlessAFixIsAskedFor() throws InterruptedException {
        jobsOfADeadProcess();
        List<Place> places = practice.store.browser().places();

        practice.doctor.examine(WATCH);

        assertThat(practice.store.browser().places()).isEqualTo(places);
    }

    private void jobsOfADeadProcess() {
        practice.beat("host:1:a", JAVA, false, "default");
        practice.enqueue("default", "a");
        practice.claim("host:1:a", 1, "default");
        practice.advance(Duration.ofSeconds(61));
    }

    @Test
    void namesTheFixesThereAre() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> practice.doctor.fix("queue-unserved"))
                .withMessage("There is no fix for \"queue-unserved\"; there are fixes for dead-process-jobs");
    }

    @Test
    void codesAreOfOneForm() {
        assertThat(Kinds.ALL)
                .extracting(FindingKind::code)
                .doesNotHaveDuplicates()
                .allMatch(code -> code.matches("[a-z]+(-[a-z]+)+"));
    }

    private static List<FindingKind> kinds(List<Finding> findings) {
        return findings.stream().map(Finding::kind).toList();
    }
}
