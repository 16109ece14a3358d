package dev.pontage.account;

import dev.pontage.base.Secret;

/**
 * A key that signs requests besides being sent: whoever checks a signature needs its secret, not its hash.
 *
 * @param key what it may do; its id is the access key id that clients name
 * @param secret the value that clients sign with
 */
public record SigningKey(Key key, Secret secret) {}
