package dev.sancho.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sancho.job.JobArgumentException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PayloadSizeTest {
    private static final int LIMIT = 2_000;

    private final RecordingStore store = new RecordingStore();
    private final ClientConfig config = ClientConfig.defaults().withMaxPayloadBytes(LIMIT);
    private final Jobs jobs = Jobs.of(store, config);

    @Test
    void refusesArgumentsThatAreTooLargeAndSaysHowLarge() {
        assertThatThrownBy(() -> jobs.enqueue("HardWorker", "x".repeat(100_000)))
                .isInstanceOf(JobArgumentException.class)
                .hasMessage(
                        "The arguments of HardWorker have 100004 bytes of JSON, and maxPayloadBytes is 2000: keep the data elsewhere"
                                + " and pass a reference to it, or raise maxPayloadBytes");
        assertThat(store.calls()).isEmpty();
    }

    @Test
    void countsWhatStandsAroundThem() {
        assertThatThrownBy(() -> jobs.enqueue("HardWorker", "x".repeat(1_950)))
                .hasMessageContaining("The arguments of HardWorker and what stands around them have ");
        assertThatThrownBy(() -> jobs.tags("t".repeat(2_000)).enqueue("HardWorker"))
                .hasMessageContaining("maxPayloadBytes is 2000");
        jobs.enqueue("HardWorker", "x".repeat(1_500));
        assertThat(store.jobs()).hasSize(1);
    }

    @Test
    void countsWhatMiddlewareAdds() {
        Jobs wordy = Jobs.of(
                store,
                config.withMiddleware((draft, next) -> next.enqueue(new JobDraft(
                        draft.document().edit().text("note", "n".repeat(2_000)).done(), draft.at()))));

        assertThatThrownBy(() -> wordy.enqueue("HardWorker")).isInstanceOf(JobArgumentException.class);
        assertThat(store.calls()).isEmpty();
    }

    @Test
    void inBulkNamesWhichAndWhatIsDone() {
        List<List<String>> args = IntStream.range(0, 2_500)
                .mapToObj(i -> List.of(i == 1_234 ? "x".repeat(5_000) : "x"))
                .toList();

        assertThatThrownBy(() -> jobs.enqueueAll("HardWorker", args))
                .isInstanceOf(JobArgumentException.class)
                .hasMessageStartingWith(
                        "Number 1234 of the row, counted from 0, cannot be enqueued; the first 1000 are, it and all others are not: "
                                + "The arguments of HardWorker have 5004 bytes");
        assertThat(store.jobs()).hasSize(1_000);
    }

    @Test
    void aLimitTooSmallForAnyJobIsRefused() {
        assertThatThrownBy(() -> config.withMaxPayloadBytes(10))
                .hasMessage("maxPayloadBytes 10: must be at least 1000");
    }

    @Test
    void isAMebibyteUnlessSomebodySays() {
        Jobs standard = Jobs.of(store, ClientConfig.defaults());

        standard.enqueue("HardWorker", "x".repeat(1_000_000));
        assertThatThrownBy(() -> standard.enqueue("HardWorker", "x".repeat(1 << 20)))
                .hasMessageContaining("maxPayloadBytes is 1048576");
    }
}
