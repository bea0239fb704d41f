import type { JsonObject, Tool } from "@/lib/samples/call";

export const SAMPLE_TOOLS = `[
  {
    "name": "get_weather",
    "description": "The weather in a city, now.",
    "parameters": {
      "type": "object",
      "properties": {
        "city": { "type": "string" }
      },
      "required": ["city"]
    }
  }
]`;

export const SAMPLE_SCHEMA = `{
  "type": "object",
  "properties": {
    "city": { "type": "string" },
    "country": { "type": "string" }
  },
  "required": ["city", "country"],
  "additionalProperties": false
}`;

/** What a text defines, or what is wrong with it; an empty text defines nothing. */
export type Parsed<Value> = { value?: Value; error?: string };

/** Parse tool definitions: those of any of the API formats, as a list or a single one. */
export function parseTools(text: string): Parsed<readonly Tool[]> {
  const { value, error } = parseJson(text);
  if (error !== undefined) return { error };
  if (value === undefined) return {};
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  const tools: Tool[] = [];
  for (const [index, item] of items.entries()) {
    const tool = toolOf(item);
    if (!tool) return { error: `Tool ${index + 1} needs a name.` };
    if (tools.some(({ name }) => name === tool.name)) return { error: `Two tools are named ${tool.name}.` };
    tools.push(tool);
  }
  return tools.length > 0 ? { value: tools } : {};
}

export function parseSchema(text: string): Parsed<JsonObject> {
  const { value, error } = parseJson(text);
  if (error !== undefined) return { error };
  if (value === undefined) return {};
  return isObject(value) ? { value } : { error: "A JSON schema is an object." };
}

function toolOf(item: unknown): Tool | null {
  if (!isObject(item)) return null;
  const definition = isObject(item.function) ? item.function : item;
  const { name, description, strict, parameters = definition.input_schema } = definition;
  if (typeof name !== "string" || name === "") return null;
  return {
    name,
    ...(typeof description === "string" ? { description } : {}),
    ...(isObject(parameters) ? { parameters } : {}),
    ...(typeof strict === "boolean" ? { strict } : {}),
  };
}

function parseJson(text: string): Parsed<unknown> {
  if (text.trim() === "") return {};
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    return { error: `Not JSON: ${error instanceof Error ? error.message : "it cannot be read."}` };
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
