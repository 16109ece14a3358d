// Anthropic's SDK for Node, unchanged: ANTHROPIC_BASE_URL and ANTHROPIC_API_KEY say where, MODELS which models.
import assert from "node:assert/strict";
import { test } from "node:test";
import Anthropic from "@anthropic-ai/sdk";

const client = new Anthropic({ maxRetries: 0 });
const models = (process.env.MODELS ?? "claude-sim").split(" ");
const tools = [
  {
    name: "weather",
    description: "Says the weather",
    input_schema: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
  },
  { name: "clock", input_schema: { type: "object", properties: {} } },
];
const calls = '/tool weather {"city":"Zürich"} /tool clock {} Go.';
const said = (message) => message.content.map((block) => (block.type === "text" ? block.text : "")).join("");
const body = (model, content, more) => ({ model, max_tokens: 4096, messages: [{ role: "user", content }], ...more });
const ask = (model, content, more = {}) => client.messages.create(body(model, content, more));
const streamed = (model, content, more = {}) => client.messages.stream(body(model, content, more)).finalMessage();

for (const model of models) {
  test(`${model}: whole and streamed say and cost the same`, async () => {
    const whole = await ask(model, "/cached 40 Hello, wörld", { system: "Be brief." });
    const final = await streamed(model, "/cached 40 Hello, wörld", { system: "Be brief." });
    assert.match(said(whole), /Hello, wörld.*你好 😀/);
    assert.equal(said(final), said(whole));
    assert.equal(final.stop_reason, "end_turn");
    assert.equal(whole.model, model);
    assert.equal(whole.usage.cache_read_input_tokens, 40);
    assert.equal(final.usage.cache_read_input_tokens, 40);
    assert.equal(final.usage.output_tokens, whole.usage.output_tokens);
  });

  for (const thinking of [undefined, { type: "enabled", budget_tokens: 2000 }]) {
    test(`${model}: two tools are called and answered ${thinking ? "with" : "without"} thinking`, async () => {
      const more = thinking ? { tools, thinking } : { tools };
      for (const message of [await ask(model, calls, more), await streamed(model, calls, more)]) {
        assert.equal(message.stop_reason, "tool_use");
        const uses = message.content.filter((block) => block.type === "tool_use");
        assert.deepEqual(uses.map((use) => [use.name, use.input]), [["weather", { city: "Zürich" }], ["clock", {}]]);
        if (thinking) assert.match(message.content[0].thinking, /größer/);
        const results = uses.map((use) => ({ type: "tool_result", tool_use_id: use.id, content: `${use.name} done` }));
        const messages = [
          { role: "user", content: calls },
          { role: "assistant", content: message.content },
          { role: "user", content: results },
        ];
        assert.match(said(await ask(model, "", { ...more, messages })), /weather done; clock done/);
      }
    });
  }

  test(`${model}: structured output obeys its schema`, async () => {
    const schema = {
      type: "object",
      properties: { name: { type: "string" } },
      required: ["name"],
      additionalProperties: false,
    };
    const more = { output_config: { format: { type: "json_schema", schema } } };
    for (const message of [await ask(model, "Who?", more), await streamed(model, "Who?", more)])
      assert.deepEqual(Object.keys(JSON.parse(said(message))), ["name"]);
  });

  test(`${model}: errors are the SDK's own kinds`, async () => {
    await assert.rejects(
      ask(model, "/fail 429 retry-after=2"),
      (error) => error instanceof Anthropic.RateLimitError && Number(error.headers.get("retry-after")) >= 1,
    );
    await assert.rejects(ask(model, "/fail 400"), Anthropic.BadRequestError);
    await assert.rejects(ask("missing-model", "Hi"), Anthropic.NotFoundError);
    for (const fault of ["error", "cut 4", "silent"])
      await assert.rejects(streamed(model, `/fail ${fault} Hello`), fault);
  });

  test(`${model}: tokens are counted`, async () => {
    const count = async (content) =>
      (await client.messages.countTokens({ model, messages: [{ role: "user", content }] })).input_tokens;
    assert.ok((await count("Hi ".repeat(100))) > (await count("Hi")));
  });
}

test("a wrong key is refused", async () => {
  const stranger = new Anthropic({ apiKey: "pt-not-a-key-that-anybody-has-given-out", maxRetries: 0 });
  await assert.rejects(stranger.messages.create(body(models[0], "Hi")), Anthropic.AuthenticationError);
});
