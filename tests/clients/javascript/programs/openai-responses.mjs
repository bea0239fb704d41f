import OpenAI from "openai";
import { zodTextFormat } from "openai/helpers/zod";
import { z } from "zod";
import * as shared from "../capabilities/capabilities.mjs";

const { responses } = new OpenAI({ baseURL: `${shared.url}/v1`, apiKey: shared.key });
const tools = [
  {
    type: "function",
    name: "weather",
    description: shared.DESCRIPTION,
    parameters: shared.CITY_SCHEMA,
    strict: true,
  },
];
const body = (input, more) => ({ model: shared.MODEL, input, ...more });
const callsOf = (response) => response.output.filter((item) => item.type === "function_call");
const called = (response) => callsOf(response).map((call) => [call.name, JSON.parse(call.arguments)]);

await shared.report({
  text: async () => (await responses.create(body(shared.GREETING))).output_text,
  streaming: async () => {
    const stream = responses.stream(body(shared.GREETING));
    let text = "";
    stream.on("response.output_text.delta", (event) => (text += event.delta));
    await stream.finalResponse();
    return text;
  },
  tools: async () => called(await responses.create(body(shared.CALL, { tools }))),
  "streamed tools": async () => called(await responses.stream(body(shared.CALL, { tools })).finalResponse()),
  "tool loop": async () => {
    const input = [{ role: "user", content: shared.CALL }];
    let response = await responses.create(body(input, { tools }));
    while (callsOf(response).length > 0) {
      input.push(...response.output);
      for (const call of callsOf(response)) {
        const output = shared.weather(JSON.parse(call.arguments));
        input.push({ type: "function_call_output", call_id: call.call_id, output });
      }
      response = await responses.create(body(input, { tools }));
    }
    return [shared.ran(), response.output_text];
  },
  "JSON object": async () => {
    const request = body(shared.JSON_PLEASE, { text: { format: { type: "json_object" } } });
    return shared.typesOf(JSON.parse((await responses.create(request)).output_text));
  },
  "JSON schema": async () => {
    const format = zodTextFormat(z.object({ city: z.string(), degrees: z.number() }), "report");
    return shared.typesOf(
      (await responses.parse(body(shared.JSON_PLEASE, { text: { format } }))).output_parsed,
    );
  },
});
