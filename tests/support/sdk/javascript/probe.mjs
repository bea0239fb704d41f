// The SDKs for JavaScript against a gateway: `node probe.mjs <base url> <api key> <a file beside node_modules>`.
// Prints one JSON object: scenario → what a customer's code gets.
import { createRequire } from "node:module";

const [, , baseUrl, apiKey, packages] = process.argv;
const require = createRequire(packages);
const { OpenAI } = require("openai");
const { Anthropic } = require("@anthropic-ai/sdk");

const openai = new OpenAI({ baseURL: `${baseUrl}/v1`, apiKey, maxRetries: 0 });
const anthropic = new Anthropic({ baseURL: baseUrl, apiKey, maxRetries: 0 });
const model = "oss-20b";

const completion = (prompt, options = {}) => openai.completions.create({ model, prompt, ...options });

async function collected(stream) {
  const parts = [];
  for await (const part of stream) parts.push(part);
  return parts;
}

const textOf = (parts) => parts.map((part) => part.choices[0]?.text ?? "").join("");

const scenarios = {
  completion: async () => {
    const { object, choices, usage } = await completion("greet");
    return { object, text: choices[0].text, finish: choices[0].finish_reason, usage };
  },
  "completion of an array": async () => (await completion(["greet"])).choices[0].text,
  "completion stream": async () => textOf(await collected(await completion("greet", { stream: true }))),
  "completion stream with usage": async () => {
    const options = { stream: true, stream_options: { include_usage: true } };
    return (await collected(await completion("greet", options))).at(-1).usage;
  },
  "completion stream with keep-alives": async () =>
    textOf(await collected(await completion("pause", { stream: true }))),
  "chat stream with keep-alives": async () => {
    const messages = [{ role: "user", content: "pause" }];
    const parts = await collected(await openai.chat.completions.create({ model, messages, stream: true }));
    return parts.map((part) => part.choices[0].delta.content ?? "").join("");
  },
  "message stream with keep-alives": async () => {
    const messages = [{ role: "user", content: "pause" }];
    return anthropic.messages.stream({ model, max_tokens: 16, messages }).finalText();
  },
  "message without text": async () => {
    const messages = [{ role: "user", content: "think only" }];
    const whole = await anthropic.messages.create({ model, max_tokens: 16, messages });
    const streamed = await anthropic.messages.stream({ model, max_tokens: 16, messages }).finalMessage();
    const history = [...messages, { role: whole.role, content: whole.content }, { role: "user", content: "greet" }];
    const next = await anthropic.messages.create({ model, max_tokens: 16, messages: history });
    return [whole.content, streamed.content, streamed.stop_reason, next.content[0].text];
  },
  "error: completion of several prompts": async () => {
    const error = await completion(["greet", "greet"]).catch((reason) => reason);
    return [error.constructor.name, error.status, error.code, error.param, error.type];
  },
};

const results = {};
for (const [name, scenario] of Object.entries(scenarios)) {
  results[name] = await scenario().catch((reason) => ({ unexpected: String(reason) }));
}
console.log(JSON.stringify(results));
