import { type Call, hasSampling } from "../call";
import { python, pythonArguments } from "../literals";
import { toWire } from "../wire";
import { KEY_VARIABLE, type Target } from "./target";

export function pythonProgram(call: Call, { baseUrl, key }: Target): string {
  const secret = key ? JSON.stringify(key) : `os.environ["${KEY_VARIABLE}"]`;
  const imports = key ? "" : "import os\n\n";
  if (call.dialect === "cortensor") return completionProgram(call, baseUrl, secret, imports);
  if (call.dialect === "anthropic") {
    const client = `from anthropic import Anthropic\n\nclient = Anthropic(base_url="${baseUrl}", api_key=${secret})\n\n`;
    return imports + client + messageProgram(call);
  }
  const client = `from openai import OpenAI\n\nclient = OpenAI(base_url="${baseUrl}/v1", api_key=${secret})\n\n`;
  return imports + client + (call.dialect === "openai" ? chatProgram(call) : responseProgram(call));
}

function chatProgram(call: Call): string {
  const create = `client.chat.completions.create(\n${pythonArguments(toWire(call).body)})`;
  if (!call.tools?.length)
    return call.stream
      ? `stream = ${create}\nfor chunk in stream:\n    if chunk.choices:\n        print(chunk.choices[0].delta.content or "", end="", flush=True)`
      : `response = ${create}\nprint(response.choices[0].message.content)`;
  return call.stream
    ? `stream = ${create}\nfor chunk in stream:\n    delta = chunk.choices[0].delta if chunk.choices else None\n` +
        `    for call in (delta and delta.tool_calls) or []:\n` +
        `        print(call.function.name or "", call.function.arguments or "", end="", flush=True)\n` +
        `    print((delta and delta.content) or "", end="", flush=True)`
    : `response = ${create}\nmessage = response.choices[0].message\nfor call in message.tool_calls or []:\n` +
        `    print(call.id, call.function.name, call.function.arguments)\nprint(message.content or "")`;
}

function responseProgram(call: Call): string {
  const create = `client.responses.create(\n${pythonArguments(toWire(call).body)})`;
  const calls = Boolean(call.tools?.length);
  if (!call.stream)
    return (
      `response = ${create}\n` +
      (calls
        ? `for item in response.output:\n    if item.type == "function_call":\n        print(item.call_id, item.name, item.arguments)\n`
        : "") +
      "print(response.output_text)"
    );
  return (
    `stream = ${create}\nfor event in stream:\n    if event.type == "response.output_text.delta":\n` +
    `        print(event.delta, end="", flush=True)` +
    (calls
      ? `\n    elif event.type == "response.output_item.done" and event.item.type == "function_call":\n` +
        `        print(event.item.name, event.item.arguments)`
      : "")
  );
}

function messageProgram(call: Call): string {
  const args = pythonArguments(messageArguments(call));
  const each = `for block in message.content:\n    print(block.text if block.type == "text" else (block.id, block.name, block.input))`;
  if (call.stream)
    return (
      `with client.messages.stream(\n${args}) as stream:\n    for text in stream.text_stream:\n        print(text, end="", flush=True)` +
      (call.tools?.length ? `\nmessage = stream.get_final_message()\n${each}` : "")
    );
  return `message = client.messages.create(\n${args})\n${call.tools?.length ? each : "print(message.content[0].text)"}`;
}

/** The newest SDK has no sampling parameters; with the older API version they go into `extra_body`. */
function messageArguments(call: Call): Record<string, unknown> {
  const { headers, body } = toWire(call);
  const { stream: _, temperature, top_p, ...rest } = body;
  if (!hasSampling(call.parameters)) return rest;
  return {
    ...rest,
    extra_headers: { "anthropic-version": headers["anthropic-version"] },
    extra_body: {
      ...(temperature === undefined ? {} : { temperature }),
      ...(top_p === undefined ? {} : { top_p }),
    },
  };
}

function completionProgram(call: Call, baseUrl: string, secret: string, imports: string): string {
  const { path, body } = toWire(call);
  const args =
    `    "${baseUrl}${path}",\n    headers={"Authorization": f"Bearer {key}"},\n` +
    `    json=${python(body, 4)},\n    timeout=600,\n`;
  const head = `${call.stream ? "import json\n" : ""}${imports || "\n"}import httpx\n\nkey = ${secret}\n`;
  return (
    head.trimStart() +
    (call.stream
      ? `with httpx.stream(\n    "POST",\n${args}) as response:\n    for line in response.iter_lines():\n` +
        `        if line.startswith("data: ") and line != "data: [DONE]":\n` +
        `            part = json.loads(line.removeprefix("data: "))\n` +
        `            print(part["data"]["choices"][0]["text"], end="", flush=True)`
      : `response = httpx.post(\n${args})\nprint(response.json()["data"]["choices"][0]["text"])`)
  );
}
