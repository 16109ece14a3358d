package dev.pontage.dialect;

/**
 * What a conversion could not express, declared and reported, never silent (convention C2).
 *
 * @param field the client's field, such as {@code logit_bias}
 */
public record Loss(String field) {}
