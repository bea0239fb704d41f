// What LangChain does with a model is the same for every integration; `methods` are those of its JSON output.

import { HumanMessage, ToolMessage } from "@langchain/core/messages";
import { tool } from "@langchain/core/tools";
import { z } from "zod";
import * as shared from "./capabilities.mjs";

const weather = tool(shared.weather, {
  name: "weather",
  description: shared.DESCRIPTION,
  schema: z.object({ city: z.string() }),
});
const textOf = ({ content }) =>
  typeof content === "string" ? content : content.map((block) => block.text ?? "").join("");
const called = ({ tool_calls }) => tool_calls.map((call) => [call.name, call.args]);

async function streamedMessage(model, messages) {
  let whole;
  for await (const chunk of await model.stream(messages)) whole = whole ? whole.concat(chunk) : chunk;
  return whole;
}

export function capabilities(model, methods) {
  const withTool = model.bindTools([weather]);
  const structured = (method) => async () => {
    const schema = z.object({ city: z.string(), degrees: z.number() });
    return shared.typesOf(await model.withStructuredOutput(schema, { method }).invoke(shared.JSON_PLEASE));
  };
  return {
    text: async () => textOf(await model.invoke(shared.GREETING)),
    streaming: async () => textOf(await streamedMessage(model, shared.GREETING)),
    tools: async () => called(await withTool.invoke(shared.CALL)),
    "streamed tools": async () => called(await streamedMessage(withTool, shared.CALL)),
    "tool loop": async () => {
      const messages = [new HumanMessage(shared.CALL)];
      let answer = await withTool.invoke(messages);
      while (answer.tool_calls.length > 0) {
        messages.push(answer);
        for (const call of answer.tool_calls) {
          messages.push(new ToolMessage({ tool_call_id: call.id, content: shared.weather(call.args) }));
        }
        answer = await withTool.invoke(messages);
      }
      return [shared.ran(), textOf(answer)];
    },
    ...Object.fromEntries(Object.entries(methods).map(([name, method]) => [name, structured(method)])),
  };
}
