package dev.sancho.tck;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/** An operation and the time it happens at, which stays the same whatever else is left out of its script. */
record Step(Instant at, Op op) {
    static final Instant START = Instant.parse("2026-03-01T23:30:00.123456Z");

    Stream<Step> simpler() {
        return op.simpler().map(simpler -> new Step(at, simpler));
    }

    /** The time since the start and what is done, without the parts that are empty. */
    @Override
    public String toString() {
        String text = op.toString();
        for (String empty :
                new String[] {", guards=[]", ", effects=[]", ", parked=[]", ", waitUpTo=PT0S", ", rules=[]"}) {
            text = text.replace(empty, "");
        }
        long micros = Duration.between(START, at).toNanos() / 1000;
        return "%d.%06d s  %s".formatted(micros / 1_000_000, micros % 1_000_000, text);
    }
}
