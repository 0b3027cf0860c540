package dev.sancho.examples.demo;

import java.util.List;
import java.util.Map;

/**
 * How the demo stands at a moment.
 *
 * @param seconds since it began
 * @param worker which worker works, in words
 * @param running how many jobs run
 * @param slots how many can
 * @param perSecond jobs that were done in the last second
 * @param rates of the last seconds, oldest first
 */
record Picture(
        int seconds,
        String worker,
        int running,
        int slots,
        int perSecond,
        List<Integer> rates,
        Map<Kind, Tally> tallies) {
    Tally total() {
        return Tally.sum(tallies.values());
    }
}
