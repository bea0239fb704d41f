// What the Agents SDK does with a model is the same for both of its routes.

import { Agent, Runner, setTracingDisabled, tool } from "@openai/agents";
import { z } from "zod";
import * as shared from "./capabilities.mjs";

setTracingDisabled(true);

const weather = tool({
  name: "weather",
  description: shared.DESCRIPTION,
  parameters: z.object({ city: z.string() }),
  execute: shared.weather,
});

export function capabilities(modelProvider) {
  const runner = new Runner({ modelProvider, tracingDisabled: true });
  const agent = (more) => new Agent({ name: "Helper", model: shared.MODEL, ...more });
  const called = ({ newItems }) =>
    newItems
      .filter((item) => item.type === "tool_call_item")
      .map(({ rawItem }) => [rawItem.name, JSON.parse(rawItem.arguments)]);
  const streamed = async (helper, prompt) => {
    const result = await runner.run(helper, prompt, { stream: true });
    const text = await shared.joined(result.toTextStream());
    await result.completed;
    return [result, text];
  };
  return {
    text: async () => (await runner.run(agent(), shared.GREETING)).finalOutput,
    streaming: async () => (await streamed(agent(), shared.GREETING))[1],
    tools: async () => {
      const result = await runner.run(agent({ tools: [weather] }), shared.CALL);
      shared.ran();
      return called(result);
    },
    "streamed tools": async () => {
      const [result] = await streamed(agent({ tools: [weather] }), shared.CALL);
      shared.ran();
      return called(result);
    },
    "tool loop": async () => {
      const { finalOutput } = await runner.run(agent({ tools: [weather] }), shared.CALL);
      return [shared.ran(), finalOutput];
    },
    "JSON schema": async () => {
      const outputType = z.object({ city: z.string(), degrees: z.number() });
      return shared.typesOf((await runner.run(agent({ outputType }), shared.JSON_PLEASE)).finalOutput);
    },
  };
}
