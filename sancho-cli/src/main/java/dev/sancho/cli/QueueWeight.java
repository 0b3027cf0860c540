package dev.sancho.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A queue to serve: {@code critical}, or {@code critical,5}.
 *
 * @param weight 0 if none was given
 */
record QueueWeight(String name, int weight) {
    /** @throws IllegalArgumentException if it is no such thing */
    static QueueWeight parse(String text) {
        int comma = text.indexOf(',');
        String name = (comma < 0 ? text : text.substring(0, comma)).strip();
        String weight = comma < 0 ? "0" : text.substring(comma + 1).strip();
        if (name.isEmpty() || !weight.matches("\\d{1,6}")) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no queue; write NAME, or NAME,WEIGHT with a whole number from 0 to 999999");
        }
        return new QueueWeight(name, Integer.parseInt(weight));
    }

    /** For picocli. */
    static final class Converter implements ITypeConverter<QueueWeight> {
        @Override
        public QueueWeight convert(String text) {
            try {
                return parse(text);
            } catch (IllegalArgumentException notAQueue) {
                throw new TypeConversionException(notAQueue.getMessage());
            }
        }
    }
}
