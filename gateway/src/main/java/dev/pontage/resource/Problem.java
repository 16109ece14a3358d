package dev.pontage.resource;

/**
 * Why a change was refused: one place and what should stand there.
 *
 * @param line counted from 1; 0 where the whole file is meant
 * @param field path of the field; empty where the document or file is meant
 * @param expected what was expected, without the value that stands there, which may be a secret
 * @param nearest the valid word that was probably meant; empty for none
 */
public record Problem(String file, int line, String field, String expected, String nearest) {

    /** {@code file:line: field: what was expected (did you mean X?)}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(file);
        if (line > 0) {
            text.append(':').append(line);
        }
        if (!field.isEmpty()) {
            text.append(": ").append(field);
        }
        text.append(": ").append(expected);
        if (!nearest.isEmpty()) {
            text.append(" (did you mean ").append(nearest).append("?)");
        }
        return text.toString();
    }
}
