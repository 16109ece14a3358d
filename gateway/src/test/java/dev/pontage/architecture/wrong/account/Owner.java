package dev.pontage.architecture.wrong.account;

import dev.pontage.architecture.wrong.price.Tariff;

/** One half of a circle. */
public record Owner(Tariff tariff) {}
