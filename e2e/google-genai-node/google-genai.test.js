// Google's SDK for Node, unchanged: GEMINI_BASE_URL and GEMINI_API_KEY say where, MODELS which models.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ApiError, GoogleGenAI } from "@google/genai";

const made = (apiKey) => new GoogleGenAI({ apiKey, httpOptions: { baseUrl: process.env.GEMINI_BASE_URL } });
const client = made(process.env.GEMINI_API_KEY);
const models = (process.env.MODELS ?? "gemini-2.5-sim").split(" ");
const schema = { type: "OBJECT", properties: { city: { type: "STRING" } }, required: ["city"] };
const tools = [
  {
    functionDeclarations: [
      { name: "weather", description: "Says the weather", parameters: schema },
      { name: "clock", parametersJsonSchema: { type: "object", properties: {} } },
    ],
  },
];
const calls = '/tool weather {"city":"Zürich"} /tool clock {} Go.';
const ask = (model, contents, config = {}) => client.models.generateContent({ model, contents, config });
const streamed = async (model, contents, config = {}) => {
  const chunks = [];
  for await (const chunk of await client.models.generateContentStream({ model, contents, config })) chunks.push(chunk);
  return chunks;
};
const parts = (chunks) => chunks.flatMap((chunk) => chunk.candidates?.[0]?.content?.parts ?? []);
const text = (chunks) => parts(chunks).map((part) => (part.thought ? "" : part.text ?? "")).join("");

for (const model of models) {
  test(`${model}: whole and streamed say and cost the same`, async () => {
    const whole = await ask(model, "/cached 40 Hello, wörld", { systemInstruction: "Be brief.", temperature: 0.5 });
    const chunks = await streamed(model, "/cached 40 Hello, wörld", { systemInstruction: "Be brief.", temperature: 0.5 });
    assert.match(whole.text, /Hello, wörld.*你好 😀/);
    assert.equal(text(chunks), whole.text);
    const last = chunks.at(-1);
    assert.equal(last.candidates[0].finishReason, "STOP");
    assert.equal(last.usageMetadata.candidatesTokenCount, whole.usageMetadata.candidatesTokenCount);
    assert.equal(last.usageMetadata.cachedContentTokenCount, 40);
  });

  test(`${model}: two tools are called and answered`, async () => {
    for (const found of [parts([await ask(model, calls, { tools })]), parts(await streamed(model, calls, { tools }))]) {
      const made = found.filter((part) => part.functionCall);
      assert.deepEqual(
        made.map((part) => [part.functionCall.name, part.functionCall.args ?? {}]),
        [["weather", { city: "Zürich" }], ["clock", {}]],
      );
      const results = made.map(({ functionCall: { id, name } }) => ({
        functionResponse: { ...(id ? { id } : {}), name, response: { output: `${name} done` } },
      }));
      const contents = [
        { role: "user", parts: [{ text: calls }] },
        { role: "model", parts: found.filter((part) => part.text !== "") },
        { role: "user", parts: results },
      ];
      assert.match((await ask(model, contents, { tools })).text, /weather done.*clock done/);
    }
  });

  test(`${model}: thoughts come first`, async () => {
    const config = { thinkingConfig: { includeThoughts: true, thinkingBudget: 2000 } };
    const first = (await ask(model, "Why?", config)).candidates[0].content.parts[0];
    assert.equal(first.thought, true);
    const found = parts(await streamed(model, "Why?", config));
    assert.equal(found.filter((part) => part.thought).map((part) => part.text).join(""), first.text);
  });

  test(`${model}: structured output obeys its schema`, async () => {
    const config = { responseMimeType: "application/json", responseSchema: schema };
    assert.deepEqual(Object.keys(JSON.parse((await ask(model, "Where?", config)).text)), ["city"]);
    assert.deepEqual(Object.keys(JSON.parse(text(await streamed(model, "Where?", config)))), ["city"]);
  });

  test(`${model}: errors are the SDK's own kind`, async () => {
    const refused = (prompt, status) =>
      assert.rejects(ask(model, prompt), (error) => error instanceof ApiError && error.status === status);
    await refused("/fail 429 retry-after=2", 429);
    await refused("/fail overloaded", 503);
    await refused("/fail 400", 400);
    await assert.rejects(streamed(model, "/fail error Hello"));
  });

  test(`${model}: tokens are counted`, async () => {
    const count = async (contents) => (await client.models.countTokens({ model, contents })).totalTokens;
    assert.ok((await count("Hi ".repeat(100))) > (await count("Hi")));
  });
}

test("a wrong key is refused", async () => {
  const stranger = made("pt-not-a-key-that-anybody-has-given-out");
  await assert.rejects(stranger.models.generateContent({ model: models[0], contents: "Hi" }), ApiError);
});
