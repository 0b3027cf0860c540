package dev.sancho.bench;

import dev.sancho.bench.Results.Unit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The same drain by Ruby's Sidekiq, in both modes, in turn with Sancho's rounds. Confined to one thread. */
final class RubyTrial implements AutoCloseable {
    private final BenchSettings settings;
    private final RubyRig installed;
    private final RubyRig silent;
    private final List<Double> installedRates = new ArrayList<>();
    private final List<Double> silentRates = new ArrayList<>();

    private RubyTrial(BenchSettings settings, RubyRig installed, RubyRig silent) {
        this.settings = settings;
        this.installed = installed;
        this.silent = silent;
    }

    static RubyTrial start(RedisSpace space, BenchSettings settings) throws IOException {
        RubyRig installed = RubyRig.start(space, settings.concurrency(), RubyRig.Mode.AS_INSTALLED);
        return new RubyTrial(settings, installed, RubyRig.start(space, settings.concurrency(), RubyRig.Mode.SILENT));
    }

    void round(boolean counts) {
        double installedRate = settings.jobs() / installed.round(settings.jobs());
        double silentRate = settings.jobs() / silent.round(settings.jobs());
        if (counts) {
            installedRates.add(installedRate);
            silentRates.add(silentRate);
        }
    }

    void tell(Samples drain, Results results) {
        Samples asInstalled = new Samples(installedRates);
        Samples withoutWarnings = new Samples(silentRates);
        results.put("ruby", installed.version());
        results.add("ruby_drain_per_s", "drain by " + installed.version(), Unit.PER_SECOND, asInstalled);
        results.add("drain_to_ruby", "  Sancho to that", Unit.TIMES, ratio(drain, asInstalled));
        results.add("ruby_silent_drain_per_s", "  its gems' warnings silenced", Unit.PER_SECOND, withoutWarnings);
        results.add("drain_to_ruby_silent", "  Sancho to that", Unit.TIMES, ratio(drain, withoutWarnings));
    }

    private static Samples ratio(Samples drain, Samples ruby) {
        return new Samples(List.of(drain.median() / ruby.median()));
    }

    @Override
    public void close() throws IOException {
        try {
            installed.close();
        } finally {
            silent.close();
        }
    }
}
