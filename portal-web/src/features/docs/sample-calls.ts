import { KEY_VARIABLE } from "@/lib/samples";
import type { Call, Dialect } from "@/lib/samples/call";

/** The calls in the documentation. A browser test runs each of them in three languages. */
const makeCall = (dialect: Dialect, model: string, text: string, overrides: Partial<Call> = {}): Call => ({
  dialect,
  model,
  system: "",
  turns: [{ role: "user", text }],
  stream: false,
  parameters: {},
  ...overrides,
});

export const quickstart = (model: string) => makeCall("openai", model, "Say hello.");

export const chat = (model: string) =>
  makeCall("openai", model, "Why is the sky blue?", {
    system: "You answer in one sentence.",
    parameters: { max_tokens: 200, temperature: 0.7 },
  });

export const chatStream = (model: string) =>
  makeCall("openai", model, "Tell me a short story.", { stream: true });

export const message = (model: string) =>
  makeCall("anthropic", model, "Why is the sky blue?", {
    system: "You answer in one sentence.",
    parameters: { max_tokens: 200 },
  });

export const messageStream = (model: string) =>
  makeCall("anthropic", model, "Tell me a short story.", { stream: true, parameters: { max_tokens: 300 } });

export const messageSampled = (model: string) =>
  makeCall("anthropic", model, "Name a colour.", { parameters: { max_tokens: 50, temperature: 0.2 } });

export const completion = (model: string) =>
  makeCall("cortensor", model, "The capital of France is", { parameters: { max_tokens: 50 } });

export const completionStream = (model: string) =>
  makeCall("cortensor", model, "Once upon a time", { stream: true, parameters: { max_tokens: 200 } });

export const ALL_CALLS = {
  quickstart,
  chat,
  chatStream,
  message,
  messageStream,
  messageSampled,
  completion,
  completionStream,
} as const;

const KEY_HEADER = `-H "Authorization: Bearer $${KEY_VARIABLE}"`;

/** Calls shown only for curl. A browser test runs these too. */
export const COMMANDS = {
  listModels: (baseUrl: string) => `curl ${baseUrl}/v1/models \\\n  ${KEY_HEADER}`,
  response: (baseUrl: string, model: string) =>
    `curl ${baseUrl}/v1/responses \\\n  ${KEY_HEADER} \\\n  -H "Content-Type: application/json" \\\n` +
    `  -d '{"model": "${model}", "instructions": "You answer in one sentence.", "input": "Why is the sky blue?"}'`,
  countTokens: (baseUrl: string, model: string) =>
    `curl ${baseUrl}/v1/messages/count_tokens \\\n  ${KEY_HEADER} \\\n  -H "Content-Type: application/json" \\\n` +
    `  -d '{"model": "${model}", "messages": [{"role": "user", "content": "Say hello."}]}'`,
} as const;
