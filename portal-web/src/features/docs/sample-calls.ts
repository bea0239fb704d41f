import { KEY_VARIABLE } from "@/lib/samples";
import type { Call, Dialect, JsonObject, Tool } from "@/lib/samples/call";

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

export const response = (model: string) =>
  makeCall("responses", model, "Why is the sky blue?", {
    system: "You answer in one sentence.",
    parameters: { max_tokens: 200 },
  });

export const responseStream = (model: string) =>
  makeCall("responses", model, "Tell me a short story.", { stream: true });

const WEATHER_TOOL: Tool = {
  name: "get_weather",
  description: "The weather in a city, now.",
  parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
};
const WEATHER_QUESTION = "How is the weather in Lisbon? Use the tool.";

export const toolCall = (model: string) =>
  makeCall("openai", model, WEATHER_QUESTION, { tools: [WEATHER_TOOL] });

export const toolResult = (model: string) =>
  makeCall("openai", model, WEATHER_QUESTION, {
    tools: [WEATHER_TOOL],
    turns: [
      { role: "user", text: WEATHER_QUESTION },
      {
        role: "assistant",
        text: "",
        calls: [{ id: "call_1", name: "get_weather", arguments: '{"city": "Lisbon"}' }],
      },
      { role: "tool", callId: "call_1", result: '{"weather": "sunny", "celsius": 24}' },
    ],
  });

export const toolMessage = (model: string) =>
  makeCall("anthropic", model, WEATHER_QUESTION, { tools: [WEATHER_TOOL] });

export const toolResponse = (model: string) =>
  makeCall("responses", model, WEATHER_QUESTION, { tools: [WEATHER_TOOL], stream: true });

const CITY_SCHEMA: JsonObject = {
  type: "object",
  properties: { city: { type: "string" }, country: { type: "string" } },
  required: ["city", "country"],
  additionalProperties: false,
};

export const schemaChat = (model: string) =>
  makeCall("openai", model, "Which city has the Eiffel Tower?", { schema: CITY_SCHEMA });

export const schemaMessage = (model: string) =>
  makeCall("anthropic", model, "Which city has the Eiffel Tower?", { schema: CITY_SCHEMA });

export const ALL_CALLS = {
  quickstart,
  chat,
  chatStream,
  message,
  messageStream,
  messageSampled,
  completion,
  completionStream,
  response,
  responseStream,
  toolCall,
  toolResult,
  toolMessage,
  toolResponse,
  schemaChat,
  schemaMessage,
} as const;

const KEY_HEADER = `-H "Authorization: Bearer $${KEY_VARIABLE}"`;

/** Calls shown only for curl. A browser test runs these too. */
export const COMMANDS = {
  listModels: (baseUrl: string) => `curl ${baseUrl}/v1/models \\\n  ${KEY_HEADER}`,
  countTokens: (baseUrl: string, model: string) =>
    `curl ${baseUrl}/v1/messages/count_tokens \\\n  ${KEY_HEADER} \\\n  -H "Content-Type: application/json" \\\n` +
    `  -d '{"model": "${model}", "messages": [{"role": "user", "content": "Say hello."}]}'`,
} as const;
