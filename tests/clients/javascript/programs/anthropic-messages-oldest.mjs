import Anthropic from "anthropic-oldest";
import * as shared from "../capabilities/capabilities.mjs";

const { messages } = new Anthropic({ baseURL: shared.url, apiKey: shared.key });
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
    const first = await messages.create(body(shared.CALL, { tools: [tool] }));
    const results = first.content
      .filter((block) => block.type === "tool_use")
      .map((block) => ({ type: "tool_result", tool_use_id: block.id, content: shared.weather(block.input) }));
    const history = [...body(shared.CALL).messages, { role: "assistant", content: first.content }];
    const last = await messages.create({
      ...body(shared.CALL, { tools: [tool] }),
      messages: [...history, { role: "user", content: results }],
    });
    return [shared.ran(), textOf(last)];
  },
});
