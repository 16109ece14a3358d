package dev.pontage.dialect.embed;

/** What the vectors are for, which some models want to know beforehand. */
public enum Task {
    /** To find documents with. */
    QUERY,
    /** To be found. */
    DOCUMENT,
    SIMILARITY,
    CLASSIFICATION,
    CLUSTERING,
    /** To find documents that answer it. */
    QUESTION,
    /** To find documents that support or refute it. */
    FACT_CHECK,
    /** To find code with. */
    CODE_QUERY;

    /** Whether it is a way to look for something: protocols with fewer words have one for all of these. */
    public boolean looksFor() {
        return switch (this) {
            case QUERY, QUESTION, FACT_CHECK, CODE_QUERY -> true;
            case DOCUMENT, SIMILARITY, CLASSIFICATION, CLUSTERING -> false;
        };
    }
}
