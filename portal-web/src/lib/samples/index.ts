import { type Call, hasSampling, toWire } from "./call";
import { javascript, json, python, pythonArguments, shellQuote } from "./literals";

export type Language = "curl" | "python" | "javascript";

export const LANGUAGES: readonly { name: Language; label: string }[] = [
  { name: "curl", label: "curl" },
  { name: "python", label: "Python" },
  { name: "javascript", label: "JavaScript" },
];

/** The environment variable that samples read the key from. */
export const KEY_VARIABLE = "CORTENSOR_API_KEY";

export interface Target {
  baseUrl: string;
  /** Inlined into the sample; only right after the key was created. */
  key?: string | undefined;
}

/** `call` as a program that runs without changes. */
export function sample(call: Call, language: Language, target: Target): string {
  return { curl, python: pythonSample, javascript: javascriptSample }[language](call, target);
}

function curl(call: Call, { baseUrl, key }: Target): string {
  const { path, headers, body } = toWire(call);
  const bearer = `"Authorization: Bearer ${key ?? `$${KEY_VARIABLE}`}"`;
  const others = Object.entries(headers).map(([name, value]) => `  -H "${title(name)}: ${value}" \\\n`);
  return (
    `curl ${call.stream ? "-N " : ""}${baseUrl}${path} \\\n` +
    `  -H ${bearer} \\\n${others.join("")}` +
    `  -d ${shellQuote(json(body, 2))}`
  );
}

function title(header: string): string {
  return header === "content-type" ? "Content-Type" : header;
}

function pythonSample(call: Call, target: Target): string {
  const { baseUrl, key } = target;
  const secret = key ? JSON.stringify(key) : `os.environ["${KEY_VARIABLE}"]`;
  const imports = key ? "" : "import os\n\n";
  if (call.dialect === "openai") {
    const { body } = toWire(call);
    const create = `client.chat.completions.create(\n${pythonArguments(body)})`;
    return (
      `${imports}from openai import OpenAI\n\n` +
      `client = OpenAI(base_url="${baseUrl}/v1", api_key=${secret})\n\n` +
      (call.stream
        ? `stream = ${create}\nfor chunk in stream:\n    if chunk.choices:\n        print(chunk.choices[0].delta.content or "", end="", flush=True)`
        : `response = ${create}\nprint(response.choices[0].message.content)`)
    );
  }
  if (call.dialect === "anthropic") {
    const args = pythonArguments(anthropicArguments(call));
    const client = `from anthropic import Anthropic\n\nclient = Anthropic(base_url="${baseUrl}", api_key=${secret})\n\n`;
    return (
      imports +
      client +
      (call.stream
        ? `with client.messages.stream(\n${args}) as stream:\n    for text in stream.text_stream:\n        print(text, end="", flush=True)`
        : `message = client.messages.create(\n${args})\nprint(message.content[0].text)`)
    );
  }
  return cortensorPython(call, baseUrl, secret, imports);
}

/** The newest SDK has no sampling parameters; with the older API version they go into `extra_body`. */
function anthropicArguments(call: Call): Record<string, unknown> {
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

function cortensorPython(call: Call, baseUrl: string, secret: string, imports: string): string {
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

function javascriptSample(call: Call, { baseUrl, key }: Target): string {
  const secret = key ? JSON.stringify(key) : `process.env.${KEY_VARIABLE}`;
  const { path, headers, body } = toWire(call);
  if (call.dialect === "openai") {
    const create = `await client.chat.completions.create(${javascript(body)})`;
    return (
      `import OpenAI from "openai";\n\nconst client = new OpenAI({\n  baseURL: "${baseUrl}/v1",\n  apiKey: ${secret},\n});\n\n` +
      (call.stream
        ? `const stream = ${create};\nfor await (const chunk of stream) {\n  process.stdout.write(chunk.choices[0]?.delta?.content ?? "");\n}`
        : `const response = ${create};\nconsole.log(response.choices[0].message.content);`)
    );
  }
  if (call.dialect === "anthropic") {
    const { stream: _, ...params } = body;
    const options = hasSampling(call.parameters)
      ? `, ${javascript({ headers: { "anthropic-version": headers["anthropic-version"] } })}`
      : "";
    return (
      `import Anthropic from "@anthropic-ai/sdk";\n\nconst client = new Anthropic({\n  baseURL: "${baseUrl}",\n  apiKey: ${secret},\n});\n\n` +
      (call.stream
        ? `const stream = client.messages.stream(${javascript(params)}${options});\nstream.on("text", (text) => process.stdout.write(text));\nawait stream.finalMessage();`
        : `const message = await client.messages.create(${javascript(params)}${options});\nconsole.log(message.content[0].text);`)
    );
  }
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
