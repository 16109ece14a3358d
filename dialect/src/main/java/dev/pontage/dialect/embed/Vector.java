package dev.pontage.dialect.embed;

import dev.pontage.dialect.json.Malformed;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * One vector as its upstream spelled it: where a client wants it so, it stays byte for byte, so that no digit of it
 * changes.
 */
public sealed interface Vector {

    /** As a JSON array of numbers. */
    Numbers numbers();

    /**
     * As base64 of little-endian 32-bit floats, what the OpenAI SDKs decode (protocols 12).
     *
     * @throws Malformed if a number is beyond what a float can hold
     */
    Packed packed();

    /** The bytes {@code [from, to)} are a JSON array of numbers; the array is not changed after this was made. */
    @SuppressWarnings("ArrayRecordComponent") // A slice of an answer that is joined and forgotten.
    record Numbers(byte[] bytes, int from, int to) implements Vector {

        @Override
        public Numbers numbers() {
            return this;
        }

        @Override
        public Packed packed() {
            byte[] floats = new byte[Float.BYTES * count()];
            int at = from + 1;
            for (int i = 0; i < floats.length; i += Float.BYTES) {
                int end = at;
                while (bytes[end] != ',' && bytes[end] != ']') {
                    end++;
                }
                put(floats, i, Float.parseFloat(new String(bytes, at, end - at, StandardCharsets.US_ASCII)));
                at = end + 1;
            }
            return new Packed(Base64.getEncoder().encodeToString(floats));
        }

        private int count() {
            int count = 1;
            for (int i = from; i < to; i++) {
                count += bytes[i] == ',' ? 1 : 0;
            }
            return count;
        }

        private static void put(byte[] floats, int at, float value) {
            if (!Float.isFinite(value)) {
                throw new Malformed("answer", "has a number that is too large for a vector");
            }
            int bits = Float.floatToRawIntBits(value);
            for (int i = 0; i < Float.BYTES; i++) {
                floats[at + i] = (byte) (bits >>> (8 * i));
            }
        }
    }

    /** Base64 (RFC 4648 section 4) of little-endian 32-bit floats. */
    record Packed(String base64) implements Vector {

        @Override
        public Packed packed() {
            return this;
        }

        /**
         * The shortest spellings that read as the same floats.
         *
         * @throws Malformed if this is no base64 of finite floats
         */
        @Override
        public Numbers numbers() {
            byte[] floats = floats();
            StringBuilder array = new StringBuilder(4 * floats.length).append('[');
            for (int i = 0; i < floats.length; i += Float.BYTES) {
                float value = Float.intBitsToFloat((floats[i] & 0xff)
                        | (floats[i + 1] & 0xff) << 8
                        | (floats[i + 2] & 0xff) << 16
                        | floats[i + 3] << 24);
                if (!Float.isFinite(value)) {
                    throw new Malformed("answer", "has a vector with what is no number");
                }
                array.append(i == 0 ? "" : ",").append(value);
            }
            byte[] bytes = array.append(']').toString().getBytes(StandardCharsets.US_ASCII);
            return new Numbers(bytes, 0, bytes.length);
        }

        private byte[] floats() {
            try {
                byte[] floats = Base64.getDecoder().decode(base64);
                if (floats.length > 0 && floats.length % Float.BYTES == 0) {
                    return floats;
                }
            } catch (IllegalArgumentException noBase64) {
                throw new Malformed("answer", "has a vector that is no base64");
            }
            throw new Malformed("answer", "has a vector that is no whole number of floats");
        }
    }
}
