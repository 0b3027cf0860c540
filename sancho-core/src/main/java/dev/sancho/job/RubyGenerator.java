package dev.sancho.job;

import java.math.BigDecimal;
import java.math.BigInteger;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.exc.StreamWriteException;
import tools.jackson.core.util.JsonGeneratorDelegate;

/**
 * Writes numbers as Ruby does, wherever they stand (arrays and trees go round the mapper's serializers), and nothing that a reader would
 * refuse for its depth or length.
 */
final class RubyGenerator extends JsonGeneratorDelegate {
    /** Ruby's parser takes 100 levels; the payload and its args are two of them. */
    static final int MAX_DEPTH = 98;

    /** What Jackson's readers take. */
    private static final int MAX_DIGITS = 1000;

    private static final double DIGITS_PER_BIT = Math.log10(2);

    private int depth;

    RubyGenerator(JsonGenerator target) {
        super(target, false);
    }

    @Override
    public JsonGenerator writeString(String text) {
        return super.writeString(whole(text));
    }

    @Override
    public JsonGenerator writeName(String name) {
        return super.writeName(whole(name));
    }

    @Override
    public JsonGenerator writeNumber(double value) {
        if (!Double.isFinite(value)) {
            throw new StreamWriteException(this, value + " has no JSON form");
        }
        return super.writeNumber(Json.number(value));
    }

    @Override
    public JsonGenerator writeNumber(float value) {
        // The decimal digits of a float, not those of the double nearest to it.
        return writeNumber(Double.parseDouble(Float.toString(value)));
    }

    @Override
    public JsonGenerator writeNumber(BigInteger value) {
        checkDigits((long) (value.bitLength() * DIGITS_PER_BIT));
        return super.writeNumber(value);
    }

    @Override
    public JsonGenerator writeNumber(BigDecimal value) {
        checkDigits(Math.max(value.precision(), Math.abs((long) value.scale())));
        return super.writeNumber(value.toPlainString());
    }

    @Override
    public JsonGenerator writeArray(double[] array, int offset, int length) {
        writeStartArray(array, length);
        for (int i = offset; i < offset + length; i++) {
            writeNumber(array[i]);
        }
        return writeEndArray();
    }

    @Override
    public JsonGenerator writeStartArray() {
        down();
        return super.writeStartArray();
    }

    @Override
    public JsonGenerator writeStartArray(Object value) {
        down();
        return super.writeStartArray(value);
    }

    @Override
    public JsonGenerator writeStartArray(Object value, int size) {
        down();
        return super.writeStartArray(value, size);
    }

    @Override
    public JsonGenerator writeEndArray() {
        depth--;
        return super.writeEndArray();
    }

    @Override
    public JsonGenerator writeStartObject() {
        down();
        return super.writeStartObject();
    }

    @Override
    public JsonGenerator writeStartObject(Object value) {
        down();
        return super.writeStartObject(value);
    }

    @Override
    public JsonGenerator writeStartObject(Object value, int size) {
        down();
        return super.writeStartObject(value, size);
    }

    @Override
    public JsonGenerator writeEndObject() {
        depth--;
        return super.writeEndObject();
    }

    private String whole(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i)) && !Character.isSupplementaryCodePoint(text.codePointAt(i++))) {
                throw new StreamWriteException(this, JsonBytes.halfPair(i - 1));
            }
        }
        return text;
    }

    private void down() {
        if (++depth > MAX_DEPTH) {
            throw new StreamWriteException(
                    this, "it is nested deeper than " + MAX_DEPTH + " levels, or contains itself");
        }
    }

    private void checkDigits(long digits) {
        if (digits > MAX_DIGITS) {
            throw new StreamWriteException(
                    this, "a number of about " + digits + " digits is too long, " + MAX_DIGITS + " are taken");
        }
    }
}
