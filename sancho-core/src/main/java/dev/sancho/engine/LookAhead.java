package dev.sancho.engine;

/**
 * How many jobs a capsule may claim beyond its slots: what it is likely to begin within ten milliseconds, judged by how many runs ended lately.
 * Nothing while jobs are slow, so that none waits here while another process is idle. Confined to one thread.
 */
final class LookAhead {
    private static final double HORIZON_SECONDS = 0.010;
    private static final long SAMPLE_NANOS = 2_000_000;

    private final int max;
    private long sampledAt = System.nanoTime();
    private long sampledFinished;
    private double perSecond;

    LookAhead(int max) {
        this.max = max;
    }

    int size(long finished) {
        long now = System.nanoTime();
        long elapsed = now - sampledAt;
        if (elapsed >= SAMPLE_NANOS) {
            double rate = (finished - sampledFinished) * 1e9 / elapsed;
            perSecond = (perSecond + rate) / 2;
            sampledAt = now;
            sampledFinished = finished;
        }
        return (int) Math.min(max, perSecond * HORIZON_SECONDS);
    }

    /** Starts again from nothing, after jobs have waited too long. */
    void reset() {
        perSecond = 0;
    }
}
