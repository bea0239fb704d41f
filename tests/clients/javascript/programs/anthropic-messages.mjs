import Anthropic from "@anthropic-ai/sdk";
import { betaTool } from "@anthropic-ai/sdk/helpers/beta/json-schema";
import { jsonSchemaOutputFormat } from "@anthropic-ai/sdk/helpers/json-schema";
import * as shared from "../capabilities/capabilities.mjs";

const { messages, beta } = new Anthropic({ baseURL: shared.url, apiKey: shared.key });
const tool = { name: "weather", description: shared.DESCRIPTION, input_schema: shared.CITY_SCHEMA };
const body = (content, more) => ({
  model: shared.MODEL,
  max_tokens: 1000,
  messages: [{ role: "user", content }],
  ...more,
});
const textOf = ({ content }) => content.map((block) => block.text ?? "").join("");
const called = ({ content }) =>
  content.filter((block) => block.type === "tool_use").map((block) => [block.name, block.input]);

await shared.report({
  text: async () => textOf(await messages.create(body(shared.GREETING))),
  streaming: async () => {
    const stream = messages.stream(body(shared.GREETING));
    let text = "";
    stream.on("text", (delta) => (text += delta));
    await stream.finalMessage();
    return text;
  },
  tools: async () => called(await messages.create(body(shared.CALL, { tools: [tool] }))),
  "streamed tools": async () =>
    called(await messages.stream(body(shared.CALL, { tools: [tool] })).finalMessage()),
  "tool loop": async () => {
    const runnable = betaTool({ ...tool, inputSchema: tool.input_schema, run: shared.weather });
    const message = await beta.messages.toolRunner(body(shared.CALL, { tools: [runnable] }));
    return [shared.ran(), textOf(message)];
  },
  "JSON schema": async () => {
    const format = jsonSchemaOutputFormat(shared.REPORT_SCHEMA);
    const message = await messages.parse(body(shared.JSON_PLEASE, { output_config: { format } }));
    return shared.typesOf(message.parsed_output);
  },
});
