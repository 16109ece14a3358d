package dev.pontage.testkit.simulator;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** All simulators in a process of their own, for clients that are not Java: they stay until standard input ends. */
public final class Simulators {
    private Simulators() {}

    /** Prints one line {@code name address} for each. */
    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (Simulator anthropic = Simulator.anthropic();
                Simulator gemini = Simulator.gemini();
                Simulator bedrock = Simulator.bedrock();
                Simulator openAi = Simulator.openAi()) {
            out.println("anthropic " + anthropic.baseUrl());
            out.println("gemini " + gemini.baseUrl());
            out.println("bedrock " + bedrock.baseUrl());
            out.println("openai " + openAi.baseUrl());
            while (System.in.read() >= 0) {
                // Whoever started this says when it ends.
            }
        }
    }
}
