package dev.pontage.architecture.wrong.attic;

/** Stands in a room that nobody placed. */
final class Box {}
