package dev.pontage.dialect.json;

/** The kinds of value that JSON has, with true and false told apart (RFC 8259, section 3). */
public enum Kind {
    STRING,
    NUMBER,
    TRUE,
    FALSE,
    NULL,
    OBJECT,
    ARRAY
}
