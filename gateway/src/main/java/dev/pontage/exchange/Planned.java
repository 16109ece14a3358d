package dev.pontage.exchange;

/** A request with candidates to serve it. */
public record Planned(Asked asked, RoutePlan plan) {}
