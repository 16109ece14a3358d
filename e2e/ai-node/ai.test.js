// The package ai in its tool loops, over each of its protocols: GATEWAY says where, GATEWAY_KEY who, MODELS which models.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createAnthropic } from "@ai-sdk/anthropic";
import { createGoogleGenerativeAI } from "@ai-sdk/google";
import { createOpenAI } from "@ai-sdk/openai";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { generateText, isStepCount, streamText, tool } from "ai";
import { z } from "zod";

const base = process.env.GATEWAY;
const apiKey = process.env.GATEWAY_KEY;
const models = process.env.MODELS.split(" ");
const openai = createOpenAI({ baseURL: `${base}/v1`, apiKey });
const protocols = {
  "chat completions": (model) => openai.chat(model),
  responses: (model) => openai.responses(model),
  "a compatible server": createOpenAICompatible({ name: "pontage", baseURL: `${base}/v1`, apiKey, includeUsage: true }),
  messages: createAnthropic({ baseURL: `${base}/v1`, apiKey }),
  gemini: createGoogleGenerativeAI({ baseURL: `${base}/v1beta`, apiKey }),
};

// What a tool answers is the simulated model's next command, so a loop of three steps needs no model that thinks.
const loop = (called) => ({
  prompt: '/tool weather {"city":"Zürich"} /tool clock {} Go.',
  maxRetries: 0,
  // Of a stored answer the package sends references back, and nothing is stored here yet.
  providerOptions: { openai: { store: false } },
  stopWhen: isStepCount(5),
  tools: {
    weather: tool({
      description: "Says the weather",
      inputSchema: z.object({ city: z.string() }),
      execute: async ({ city }) => {
        called.push(city);
        return city === "Zürich" ? '/tool weather {"city":"Genève"}' : "Rain, 7°";
      },
    }),
    clock: tool({
      description: "Says the time",
      inputSchema: z.object({}),
      execute: async () => {
        called.push("clock");
        return "noon";
      },
    }),
  },
});

for (const [protocol, provider] of Object.entries(protocols)) {
  for (const model of models) {
    test(`${protocol} to ${model}: a loop of tools runs to its end, whole and streamed alike`, async () => {
      const whole = [];
      const answer = await generateText({ model: provider(model), ...loop(whole) });
      const streamed = [];
      const stream = streamText({ model: provider(model), ...loop(streamed), onError: ({ error }) => { throw error; } });
      let text = "";
      for await (const piece of stream.textStream) text += piece;
      for (const [called, steps, last] of [
        [whole, answer.steps, answer.text],
        [streamed, await stream.steps, text],
      ]) {
        assert.deepEqual(called.toSorted(), ["Genève", "Zürich", "clock"]);
        assert.deepEqual(steps.map((step) => step.toolCalls.length), [2, 1, 0]);
        assert.match(last, /Rain, 7°/);
        assert.equal(steps.at(-1).finishReason, "stop");
        for (const step of steps) assert.ok(step.usage.inputTokens > 0 && step.usage.outputTokens > 0);
      }
    });
  }
}
