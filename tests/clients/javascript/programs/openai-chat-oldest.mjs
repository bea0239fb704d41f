import OpenAI from "openai-oldest";
import * as shared from "../capabilities/capabilities.mjs";

const { chat, beta } = new OpenAI({ baseURL: `${shared.url}/v1`, apiKey: shared.key });
const tool = {
  type: "function",
  function: { name: "weather", description: shared.DESCRIPTION, parameters: shared.CITY_SCHEMA },
};
const body = (content, more) => ({ model: shared.MODEL, messages: [{ role: "user", content }], ...more });
const called = ({ choices: [{ message, finish_reason }] }) => [
  finish_reason,
  message.tool_calls.map((call) => [call.function.name, JSON.parse(call.function.arguments)]),
];

await shared.report({
  text: async () => (await chat.completions.create(body(shared.GREETING))).choices[0].message.content,
  streaming: async () => {
    const stream = beta.chat.completions.stream(body(shared.GREETING));
    let text = "";
    stream.on("content", (delta) => (text += delta));
    await stream.finalChatCompletion();
    return text;
  },
  tools: async () => called(await chat.completions.create(body(shared.CALL, { tools: [tool] })))[1],
  "streamed tools": async () =>
    called(await beta.chat.completions.stream(body(shared.CALL, { tools: [tool] })).finalChatCompletion())[1],
  "tool loop": async () => {
    const runnable = {
      ...tool,
      function: { ...tool.function, function: shared.weather, parse: JSON.parse },
    };
    const text = await beta.chat.completions.runTools(body(shared.CALL, { tools: [runnable] })).finalContent();
    return [shared.ran(), text];
  },
  "JSON object": async () => {
    const request = body(shared.JSON_PLEASE, { response_format: { type: "json_object" } });
    return shared.typesOf(JSON.parse((await chat.completions.create(request)).choices[0].message.content));
  },
  "JSON schema": async () => {
    const json_schema = { name: "report", schema: shared.REPORT_SCHEMA, strict: true };
    const request = body(shared.JSON_PLEASE, { response_format: { type: "json_schema", json_schema } });
    return shared.typesOf(JSON.parse((await chat.completions.create(request)).choices[0].message.content));
  },
});
