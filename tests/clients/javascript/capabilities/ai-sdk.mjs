// What the AI SDK does with a model is the same for every provider; `providerOptions` are of one of them.

import { Output, generateText, isStepCount, jsonSchema, stepCountIs, streamText, tool } from "ai";
import * as shared from "./capabilities.mjs";

const stopWhen = (isStepCount ?? stepCountIs)(5);
const definition = { description: shared.DESCRIPTION, inputSchema: jsonSchema(shared.CITY_SCHEMA) };
const offered = { weather: tool(definition) };
const runnable = { weather: tool({ ...definition, execute: shared.weather }) };
const called = (calls) => calls.map((call) => [call.toolName, call.input]);

export function capabilities(model, providerOptions) {
  const ask = (prompt, more) => ({ model, prompt, providerOptions, maxRetries: 0, ...more });
  return {
    text: async () => (await generateText(ask(shared.GREETING))).text,
    streaming: () => shared.joined(streamText(ask(shared.GREETING)).textStream),
    tools: async () => called((await generateText(ask(shared.CALL, { tools: offered }))).toolCalls),
    "streamed tools": async () => called(await streamText(ask(shared.CALL, { tools: offered })).toolCalls),
    "tool loop": async () => {
      const result = streamText(ask(shared.CALL, { tools: runnable, stopWhen }));
      const text = await result.text; // of the last step
      return [shared.ran(), text];
    },
    "JSON object": async () =>
      shared.typesOf((await generateText(ask(shared.JSON_PLEASE, { output: Output.json() }))).output),
    "JSON schema": async () => {
      const output = Output.object({ schema: jsonSchema(shared.REPORT_SCHEMA) });
      return shared.typesOf((await generateText(ask(shared.JSON_PLEASE, { output }))).output);
    },
  };
}
