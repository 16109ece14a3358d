package dev.pontage.demo;

/**
 * One request to the demo provider.
 *
 * @param method of HTTP, in capitals
 * @param path without the query
 * @param body as it came, never changed
 */
public record Ask(String method, String path, byte[] body) {}
