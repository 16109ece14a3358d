package dev.pontage.exchange;

import dev.pontage.dialect.Conversion;

/** One try at one candidate, counted from 1. */
public record Attempt(int number, Candidate candidate, Conversion conversion) {}
