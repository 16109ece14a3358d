package dev.pontage.provider;

/** One of a provider's keys. {@code id} is unique over all providers and never reused. */
public record Credential(String id, String name, Auth auth) {}
