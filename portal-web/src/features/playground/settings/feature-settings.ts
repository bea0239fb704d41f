import type { Model } from "@/lib/api/queries";
import { type Call, isConversational, type ToolChoice } from "@/lib/samples/call";
import { parseSchema, parseTools } from "./definitions";

export type Capability = Model["capabilities"][number];

/** The input of the fields for tools and JSON output. */
export interface FeatureFields {
  tools: string;
  /** A choice, or `tool:` and the name of one. */
  choice: string;
  schema: string;
}

export const NO_FEATURES: FeatureFields = { tools: "", choice: "auto", schema: "" };

export interface ParsedFeatures {
  /** What the fields add to a call. */
  call: Pick<Call, "tools" | "choice" | "schema">;
  errors: { tools?: string; schema?: string };
}

/** Parse the fields that the model can use in this format; the others have no effect. */
export function parseFeatures(
  fields: FeatureFields,
  dialect: Call["dialect"],
  capabilities: readonly Capability[],
): ParsedFeatures {
  const offers = (capability: Capability) => isConversational(dialect) && capabilities.includes(capability);
  const tools = offers("tools") ? parseTools(fields.tools) : {};
  const schema = offers("json") ? parseSchema(fields.schema) : {};
  return {
    call: {
      ...(tools.value ? { tools: tools.value, choice: choiceOf(fields.choice, tools.value) } : {}),
      ...(schema.value ? { schema: schema.value } : {}),
    },
    errors: {
      ...(tools.error === undefined ? {} : { tools: tools.error }),
      ...(schema.error === undefined ? {} : { schema: schema.error }),
    },
  };
}

/** A tool that is no longer defined cannot be chosen. */
function choiceOf(choice: string, tools: readonly { name: string }[]): ToolChoice {
  if (choice === "none" || choice === "required") return choice;
  const name = choice.replace(/^tool:/, "");
  return tools.some((tool) => tool.name === name) ? { name } : "auto";
}
