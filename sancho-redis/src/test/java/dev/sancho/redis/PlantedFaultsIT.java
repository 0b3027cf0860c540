package dev.sancho.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sancho.tck.RandomOps;
import dev.sancho.tck.RandomOps.Finding;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The random operations of the contract find what could go wrong in the scripts, and say it shortly. */
class PlantedFaultsIT {
    private static final long SEED = 1;
    private static final int OPERATIONS = 20_000;
    private static final int LONGEST = 8;

    enum Fault {
        UNCHECKED_FINISH("    if there[number] then\n", "    if true then\n"),
        POP_THEN_PUSH(
                "  reply[#reply + 1] = due\n",
                "  for _, job in ipairs(due) do call('ZREM', prefix .. set, job) end\n  reply[#reply + 1] = due\n"),
        LOST_EFFECT("  while work[i] do", "  while work[i + 1] do"),
        DOUBLE_RESCUE("    call('HDEL', inflight(dead), unpack(taken))\n", ""),
        STRANDED_LOCK("      drop(LOCKS, effect[2])\n", ""),
        HAND_BACK_IN_WRONG_ORDER("return one > other end", "return one < other end"),
        HALF_A_WRITE("  stopped = check(item[4])\n", "  take(from)\n  stopped = check(item[4])\n");

        private final String right;
        private final String wrong;

        Fault(String right, String wrong) {
            this.right = right;
            this.wrong = wrong;
        }
    }

    @ParameterizedTest
    @EnumSource
    void isFoundAndShrunk(Fault fault) {
        UnaryOperator<String> plant = text -> text.replace(fault.right, fault.wrong);
        assertThat(Script.values())
                .as("scripts that the fault changes")
                .anyMatch(
                        script -> !Arrays.equals(script.load(plant).text, script.load(UnaryOperator.identity()).text));

        Optional<Finding> finding = new RandomOps(() -> new RedisHarness(plant)).search(SEED, OPERATIONS);

        assertThat(finding).as("what the random operations found").isPresent();
        assertThat(finding.get().script()).as(finding.get().toString()).hasSizeLessThanOrEqualTo(LONGEST);
    }
}
