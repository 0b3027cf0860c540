package dev.sancho.redis;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Turns what RESP 3 has types of its own for into what RESP 2 says in its place. */
final class Resp3 {
    private Resp3() {}

    /** A map becomes names and values in turn, and so do members with scores; a fraction becomes text. */
    static Object asResp2(Object answer) {
        if (answer instanceof Double number) {
            return text(number);
        }
        if (!(answer instanceof List<?> list) || list.isEmpty()) {
            return answer;
        }
        List<Object> flat = new ArrayList<>(2 * list.size());
        for (Object part : list) {
            switch (part) {
                case Map.Entry<?, ?> entry -> {
                    flat.add(asResp2(entry.getKey()));
                    flat.add(asResp2(entry.getValue()));
                }
                case List<?> pair
                when pair.size() == 2 && pair.get(1) instanceof Double score -> {
                    flat.add(pair.get(0));
                    flat.add(text(score));
                }
                case null -> flat.add(null);
                default -> flat.add(asResp2(part));
            }
        }
        return flat;
    }

    private static byte[] text(Double number) {
        return Keys.bytes(
                number.isInfinite() || number.isNaN()
                        ? number.toString().replace("Infinity", "inf").replace("NaN", "nan")
                        : new BigDecimal(number.toString()).stripTrailingZeros().toPlainString());
    }
}
