package dev.sancho.doctor;

import static dev.sancho.store.FindingKind.problem;
import static dev.sancho.store.FindingKind.warning;

import dev.sancho.store.FindingKind;
import java.util.List;

/** The kinds of findings that are made on every store. */
final class Kinds {
    static final FindingKind QUEUE_UNSERVED = problem(
            "queue-unserved",
            "A queue holds jobs and no live worker process takes from it",
            "start a worker that serves the queue, or name the queue in the configuration of one that runs");

    static final FindingKind DEAD_PROCESS_JOBS = problem(
                    "dead-process-jobs",
                    "Worker processes died with jobs in flight, and no Sancho process lives to take them over",
                    "start a worker: it takes them over by itself; or fix it, and any worker of the queue runs them")
            .fixedBy("puts the jobs back to the front of the queues they were claimed from, in order");

    static final FindingKind PARKED_UNSERVED = problem(
            "parked-unserved",
            "Jobs are parked, and no Sancho process lives that would let them run",
            "start a worker of Sancho that serves their queues: only Sancho knows of parked jobs");

    static final FindingKind JOBS_OVERDUE = problem(
            "jobs-overdue",
            "Scheduled or retrying jobs are long due and stay where they are",
            "start a worker: any worker process puts due jobs on their queues; if some run, look into their logs");

    static final FindingKind LOOK_FAILED = problem(
            "look-failed",
            "A part of the store could not be looked at, so what is wrong there is not told",
            "do what the message says, and look again");

    static final FindingKind CLOCK_HERE = warning(
            "clock-here",
            "The clock of the machine that the doctor runs on differs from the store's by seconds",
            "keep it in step by NTP: clients and workers on it write wrong times into jobs");

    static final FindingKind QUEUE_GROWING = warning(
            "queue-growing",
            "A queue grew all the while it was looked at",
            "if it goes on: more concurrency, more worker processes, or fewer jobs");

    static final FindingKind QUEUE_PAUSED = warning(
            "queue-paused", "A queue that holds jobs is paused", "resume it when it need not be paused any longer");

    static final FindingKind QUEUE_MIXED = warning(
            "queue-mixed",
            "A queue is served both by Ruby's Sidekiq and by Sancho, so either meets jobs that it does not know",
            "give each program queues of its own; docs/beside-ruby.md says what happens otherwise");

    static final FindingKind PROCESS_QUIET = warning(
            "process-quiet",
            "A worker process is quiet: it takes no more jobs until it is started anew",
            "stop it when what it runs is done, and start another");

    static final FindingKind VERSIONS_MIXED = warning(
            "versions-mixed",
            "Worker processes of several versions of one program share the store",
            "fine while a deployment rolls; else update those that were left behind");

    static final FindingKind DEAD_SET_FULL = warning(
            "dead-set-full",
            "The dead set is near its limit, beyond which the oldest jobs are deleted",
            "run its jobs again or delete them; or raise the limit (deadJobs, and dead_max_jobs of a Ruby Sidekiq)");

    static final FindingKind PAYLOAD_LARGE = warning(
            "payload-large",
            "Jobs are large, which costs time and memory at each step",
            "give a job a reference to its data, and not the data");

    static final FindingKind PAYLOAD_UNREADABLE = warning(
            "payload-unreadable",
            "Jobs wait that are no JSON objects, so no worker can run them",
            "find out who writes them; a worker moves each to the dead set as it comes to it");

    static final List<FindingKind> ALL = List.of(
            QUEUE_UNSERVED,
            DEAD_PROCESS_JOBS,
            PARKED_UNSERVED,
            JOBS_OVERDUE,
            LOOK_FAILED,
            CLOCK_HERE,
            QUEUE_GROWING,
            QUEUE_PAUSED,
            QUEUE_MIXED,
            PROCESS_QUIET,
            VERSIONS_MIXED,
            DEAD_SET_FULL,
            PAYLOAD_LARGE,
            PAYLOAD_UNREADABLE);

    private Kinds() {}
}
