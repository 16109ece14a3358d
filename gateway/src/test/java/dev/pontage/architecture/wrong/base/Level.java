package dev.pontage.architecture.wrong.base;

/** A value of the base. */
public enum Level {
    LOW
}
