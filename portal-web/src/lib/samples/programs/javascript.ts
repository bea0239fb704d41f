import { type Call, hasSampling } from "../call";
import { javascript } from "../literals";
import { toWire } from "../wire";
import { KEY_VARIABLE, type Target } from "./target";

export function javascriptProgram(call: Call, { baseUrl, key }: Target): string {
  const secret = key ? JSON.stringify(key) : `process.env.${KEY_VARIABLE}`;
  if (call.dialect === "cortensor") return completionProgram(call, baseUrl, secret);
  if (call.dialect === "anthropic")
    return (
      `import Anthropic from "@anthropic-ai/sdk";\n\nconst client = new Anthropic({\n  baseURL: "${baseUrl}",\n  apiKey: ${secret},\n});\n\n` +
      messageProgram(call)
    );
  return (
    `import OpenAI from "openai";\n\nconst client = new OpenAI({\n  baseURL: "${baseUrl}/v1",\n  apiKey: ${secret},\n});\n\n` +
    (call.dialect === "openai" ? chatProgram(call) : responseProgram(call))
  );
}

function chatProgram(call: Call): string {
  const create = `await client.chat.completions.create(${javascript(toWire(call).body)})`;
  if (!call.tools?.length)
    return call.stream
      ? `const stream = ${create};\nfor await (const chunk of stream) {\n  process.stdout.write(chunk.choices[0]?.delta?.content ?? "");\n}`
      : `const response = ${create};\nconsole.log(response.choices[0].message.content);`;
  return call.stream
    ? `const stream = ${create};\nfor await (const chunk of stream) {\n  const delta = chunk.choices[0]?.delta;\n` +
        `  for (const call of delta?.tool_calls ?? []) {\n` +
        `    process.stdout.write((call.function.name ?? "") + (call.function.arguments ?? ""));\n  }\n` +
        `  process.stdout.write(delta?.content ?? "");\n}`
    : `const response = ${create};\nconst { content, tool_calls } = response.choices[0].message;\n` +
        `for (const call of tool_calls ?? []) {\n  console.log(call.id, call.function.name, call.function.arguments);\n}\n` +
        `console.log(content ?? "");`;
}

function responseProgram(call: Call): string {
  const create = `await client.responses.create(${javascript(toWire(call).body)})`;
  const calls = Boolean(call.tools?.length);
  if (!call.stream)
    return (
      `const response = ${create};\n` +
      (calls
        ? `for (const item of response.output) {\n  if (item.type === "function_call") console.log(item.call_id, item.name, item.arguments);\n}\n`
        : "") +
      "console.log(response.output_text);"
    );
  return (
    `const stream = ${create};\nfor await (const event of stream) {\n` +
    `  if (event.type === "response.output_text.delta") process.stdout.write(event.delta);\n` +
    (calls
      ? `  if (event.type === "response.output_item.done" && event.item.type === "function_call") {\n` +
        `    console.log(event.item.name, event.item.arguments);\n  }\n`
      : "") +
    "}"
  );
}

function messageProgram(call: Call): string {
  const { headers, body } = toWire(call);
  const { stream: _, ...params } = body;
  const options = hasSampling(call.parameters)
    ? `, ${javascript({ headers: { "anthropic-version": headers["anthropic-version"] } })}`
    : "";
  const each =
    `for (const block of message.content) {\n  if (block.type === "text") console.log(block.text);\n` +
    `  if (block.type === "tool_use") console.log(block.id, block.name, JSON.stringify(block.input));\n}`;
  if (call.stream) {
    const stream = `const stream = client.messages.stream(${javascript(params)}${options});\n`;
    return call.tools?.length
      ? `${stream}const message = await stream.finalMessage();\n${each}`
      : `${stream}stream.on("text", (text) => process.stdout.write(text));\nawait stream.finalMessage();`;
  }
  return (
    `const message = await client.messages.create(${javascript(params)}${options});\n` +
    (call.tools?.length ? each : "console.log(message.content[0].text);")
  );
}

function completionProgram(call: Call, baseUrl: string, secret: string): string {
  const { path, body } = toWire(call);
  const head =
    `const response = await fetch("${baseUrl}${path}", {\n  method: "POST",\n  headers: {\n` +
    `    Authorization: \`Bearer \${${secret}}\`,\n    "Content-Type": "application/json",\n  },\n` +
    `  body: JSON.stringify(${javascript(body, 2)}),\n});\n`;
  return call.stream
    ? `${head}const lines = response.body.pipeThrough(new TextDecoderStream());\nlet rest = "";\n` +
        `for await (const piece of lines) {\n  const frames = (rest + piece).split("\\n\\n");\n  rest = frames.pop();\n` +
        `  for (const frame of frames) {\n    if (!frame.startsWith("data: {")) continue;\n` +
        `    const { data } = JSON.parse(frame.slice("data: ".length));\n    process.stdout.write(data.choices[0].text);\n  }\n}`
    : `${head}const { data } = await response.json();\nconsole.log(data.choices[0].text);`;
}
