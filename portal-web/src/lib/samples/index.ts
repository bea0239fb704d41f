import { type Call, samples, wire } from "./call";
import { javascript, json, python, pythonArguments, quoted } from "./literals";

export type Language = "curl" | "python" | "javascript";

export const LANGUAGES: readonly { name: Language; label: string }[] = [
  { name: "curl", label: "curl" },
  { name: "python", label: "Python" },
  { name: "javascript", label: "JavaScript" },
];

/** Where samples look for the key if none is written into them. */
export const KEY_VARIABLE = "CORTENSOR_API_KEY";

export interface Place {
  baseUrl: string;
  /** Written into the sample; only right after the key was made. */
  key?: string | undefined;
}

/** `call` as a program that can be run as it stands. */
export function sample(call: Call, language: Language, place: Place): string {
  return { curl, python: pythonSample, javascript: javascriptSample }[language](call, place);
}

function curl(call: Call, { baseUrl, key }: Place): string {
  const { path, headers, body } = wire(call);
  const bearer = `"Authorization: Bearer ${key ?? `$${KEY_VARIABLE}`}"`;
  const others = Object.entries(headers).map(([name, value]) => `  -H "${title(name)}: ${value}" \\\n`);
  return (
    `curl ${call.stream ? "-N " : ""}${baseUrl}${path} \\\n` +
    `  -H ${bearer} \\\n${others.join("")}` +
    `  -d ${quoted(json(body, 2))}`
  );
}

function title(header: string): string {
  return header === "content-type" ? "Content-Type" : header;
}

function pythonSample(call: Call, place: Place): string {
  const { baseUrl, key } = place;
  const secret = key ? JSON.stringify(key) : `os.environ["${KEY_VARIABLE}"]`;
  const imports = key ? "" : "import os\n\n";
  if (call.dialect === "openai") {
    const { body } = wire(call);
    const create = `client.chat.completions.create(\n${pythonArguments(body)})`;
    return (
      `${imports}from openai import OpenAI\n\n` +
      `client = OpenAI(base_url="${baseUrl}/v1", api_key=${secret})\n\n` +
      (call.stream
        ? `stream = ${create}\nfor chunk in stream:\n    if chunk.choices:\n        print(chunk.choices[0].delta.content or "", end="", flush=True)`
        : `answer = ${create}\nprint(answer.choices[0].message.content)`)
    );
  }
  if (call.dialect === "anthropic") {
    const given = pythonArguments(anthropicArguments(call));
    const client = `from anthropic import Anthropic\n\nclient = Anthropic(base_url="${baseUrl}", api_key=${secret})\n\n`;
    return (
      imports +
      client +
      (call.stream
        ? `with client.messages.stream(\n${given}) as stream:\n    for text in stream.text_stream:\n        print(text, end="", flush=True)`
        : `message = client.messages.create(\n${given})\nprint(message.content[0].text)`)
    );
  }
  return cortensorPython(call, baseUrl, secret, imports);
}

/** The newest SDK has no sampling parameters; under the classic version they pass as they are. */
function anthropicArguments(call: Call): Record<string, unknown> {
  const { headers, body } = wire(call);
  const { stream: _, temperature, top_p, ...rest } = body;
  if (!samples(call.parameters)) return rest;
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
  const { path, body } = wire(call);
  const given =
    `    "${baseUrl}${path}",\n    headers={"Authorization": f"Bearer {key}"},\n` +
    `    json=${python(body, 4)},\n    timeout=600,\n`;
  const head = `${call.stream ? "import json\n" : ""}${imports || "\n"}import httpx\n\nkey = ${secret}\n`;
  return (
    head.trimStart() +
    (call.stream
      ? `with httpx.stream(\n    "POST",\n${given}) as response:\n    for line in response.iter_lines():\n` +
        `        if line.startswith("data: ") and line != "data: [DONE]":\n` +
        `            part = json.loads(line.removeprefix("data: "))\n` +
        `            print(part["data"]["choices"][0]["text"], end="", flush=True)`
      : `response = httpx.post(\n${given})\nprint(response.json()["data"]["choices"][0]["text"])`)
  );
}

function javascriptSample(call: Call, { baseUrl, key }: Place): string {
  const secret = key ? JSON.stringify(key) : `process.env.${KEY_VARIABLE}`;
  const { path, headers, body } = wire(call);
  if (call.dialect === "openai") {
    const create = `await client.chat.completions.create(${javascript(body)})`;
    return (
      `import OpenAI from "openai";\n\nconst client = new OpenAI({\n  baseURL: "${baseUrl}/v1",\n  apiKey: ${secret},\n});\n\n` +
      (call.stream
        ? `const stream = ${create};\nfor await (const chunk of stream) {\n  process.stdout.write(chunk.choices[0]?.delta?.content ?? "");\n}`
        : `const answer = ${create};\nconsole.log(answer.choices[0].message.content);`)
    );
  }
  if (call.dialect === "anthropic") {
    const { stream: _, ...given } = body;
    const options = samples(call.parameters)
      ? `, ${javascript({ headers: { "anthropic-version": headers["anthropic-version"] } })}`
      : "";
    return (
      `import Anthropic from "@anthropic-ai/sdk";\n\nconst client = new Anthropic({\n  baseURL: "${baseUrl}",\n  apiKey: ${secret},\n});\n\n` +
      (call.stream
        ? `const stream = client.messages.stream(${javascript(given)}${options});\nstream.on("text", (text) => process.stdout.write(text));\nawait stream.finalMessage();`
        : `const message = await client.messages.create(${javascript(given)}${options});\nconsole.log(message.content[0].text);`)
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
