// OpenAI's SDK for Node, unchanged, against the demo provider: OPENAI_BASE_URL and OPENAI_API_KEY say where.
import assert from "node:assert/strict";
import { test } from "node:test";
import OpenAI from "openai";

const client = new OpenAI({ maxRetries: 0 });
const chat = (content, more = {}) =>
  client.chat.completions.create({ model: "gpt-4o", messages: [{ role: "user", content }], ...more });
const tools = [
  {
    type: "function",
    function: {
      name: "weather",
      parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
    },
  },
];

test("a chat is answered, with usage", async () => {
  const answer = await chat("Hello there");
  assert.match(answer.choices[0].message.content, /^\[demo\] .*Hello there/);
  assert.equal(answer.model, "gpt-4o");
  assert.equal(answer.usage.total_tokens, answer.usage.prompt_tokens + answer.usage.completion_tokens);
  assert.ok(answer._request_id);
});

test("a stream says what a whole answer says, with usage where it was asked for", async () => {
  const whole = (await chat("Hello there")).choices[0].message.content;
  for (const asked of [false, true]) {
    let text = "";
    let usage = null;
    const more = asked ? { stream_options: { include_usage: true } } : {};
    for await (const chunk of await chat("Hello there", { stream: true, ...more })) {
      text += chunk.choices[0]?.delta?.content ?? "";
      usage = chunk.usage ?? usage;
    }
    assert.equal(text, whole);
    assert.equal(usage !== null, asked);
  }
});

test("a tool is called in a stream, and its result answered", async () => {
  const messages = [{ role: "user", content: '/tool weather {"city":"Bern"}' }];
  const stream = client.chat.completions.stream({ model: "gpt-4o", messages, tools });
  const message = (await stream.finalChatCompletion()).choices[0].message;
  assert.deepEqual(JSON.parse(message.tool_calls[0].function.arguments), { city: "Bern" });
  messages.push(message, { role: "tool", tool_call_id: message.tool_calls[0].id, content: "Rain, 7 degrees" });
  const answer = await client.chat.completions.create({ model: "gpt-4o", messages, tools });
  assert.match(answer.choices[0].message.content, /Rain, 7 degrees/);
});

test("reasoning comes before the text", async () => {
  const order = [];
  for await (const chunk of await chat("/reason Why?", { stream: true })) {
    const delta = chunk.choices[0].delta;
    if (delta.reasoning_content) order.push("reasoning");
    if (delta.content) order.push("text");
  }
  assert.deepEqual([...new Set(order)], ["reasoning", "text"]);
  assert.ok(order.lastIndexOf("reasoning") < order.indexOf("text"));
});

test("embeddings are the same as numbers and as this SDK's own base64", async () => {
  const ask = { model: "text-embedding-3-small", input: "a text", dimensions: 32 };
  const decoded = (await client.embeddings.create(ask)).data[0].embedding;
  const numbers = (await client.embeddings.create({ ...ask, encoding_format: "float" })).data[0].embedding;
  assert.equal(decoded.length, 32);
  decoded.forEach((number, i) => assert.ok(Math.abs(number - numbers[i]) < 1e-6));
});

test("moderation flags what is marked", async () => {
  const answer = await client.moderations.create({ model: "demo", input: ["/flag this", "kind words"] });
  assert.deepEqual(answer.results.map((result) => result.flagged), [true, false]);
});

test("models are listed", async () => {
  const names = [];
  for await (const model of client.models.list()) names.push(model.id);
  assert.ok(names.every((name) => typeof name === "string"));
});

test("responses come whole and streamed", async () => {
  const whole = await client.responses.create({ model: "gpt-4o", input: "Hello there" });
  assert.match(whole.output_text, /^\[demo\] .*Hello there/);
  let text = "";
  let completed = null;
  for await (const event of await client.responses.create({ model: "gpt-4o", input: "Hello there", stream: true })) {
    if (event.type === "response.output_text.delta") text += event.delta;
    if (event.type === "response.completed") completed = event.response;
  }
  assert.equal(text, whole.output_text);
  assert.equal(completed.usage.output_tokens, whole.usage.output_tokens);
  assert.equal(completed.model, "gpt-4o");
});

test("errors are the SDK's own kinds", async () => {
  const stranger = new OpenAI({ apiKey: "pt-not-a-key-that-anybody-has-given-out", maxRetries: 0 });
  await assert.rejects(
    stranger.chat.completions.create({ model: "gpt-4o", messages: [{ role: "user", content: "Hi" }] }),
    OpenAI.AuthenticationError,
  );
  await assert.rejects(chat("Hi", { n: 0 }), (error) => error instanceof OpenAI.BadRequestError && error.param === "n");
  await assert.rejects(
    chat("/fail 429 retry-after=2"),
    (error) => error instanceof OpenAI.RateLimitError && Number(error.headers.get("retry-after")) >= 1,
  );
  await assert.rejects(chat("/fail 401"), (error) => error instanceof OpenAI.InternalServerError && error.status === 502);
  await assert.rejects(async () => {
    for await (const _ of await chat("/slow 0 /slow 1 each /fail error", { stream: true }));
  }, OpenAI.APIError);
});

test("a client that leaves in mid-stream has a receipt that counts what it was given", async () => {
  const answer = await chat("/slow 0 /slow 20 each /long 5000", { stream: true }).withResponse();
  const id = answer.response.headers.get("x-request-id");
  let seen = 0;
  for await (const _ of answer.data) if (++seen === 10) break;
  const url = `${process.env.OPENAI_BASE_URL}/pontage/requests/${id}`;
  const headers = { authorization: `Bearer ${process.env.OPENAI_API_KEY}` };
  const end = Date.now() + 10_000;
  let receipt = await fetch(url, { headers });
  while (receipt.status !== 200 && Date.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    receipt = await fetch(url, { headers });
  }
  assert.equal(receipt.status, 200, "no receipt within 10 s");
  const counted = await receipt.json();
  assert.equal(counted.usage_source, "counted");
  assert.ok(counted.input_tokens > 0 && counted.output_tokens > 0 && counted.output_tokens < 5000, counted);
});
