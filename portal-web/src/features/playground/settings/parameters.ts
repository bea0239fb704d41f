import type { Dialect, Parameters } from "@/lib/samples/call";

export type ParameterName = keyof Parameters;

/** The input of each field; empty fields are not sent. */
export type ParameterFields = Readonly<Record<ParameterName, string>>;

export const EMPTY_FIELDS: ParameterFields = {
  max_tokens: "",
  temperature: "",
  top_p: "",
  seed: "",
  stop: "",
};

interface NumberRule {
  label: string;
  min: number;
  max: (dialect: Dialect) => number;
  isInteger: boolean;
  placeholder: (dialect: Dialect) => string;
}

const NUMBERS: Readonly<Record<Exclude<ParameterName, "stop">, NumberRule>> = {
  max_tokens: {
    label: "Max output tokens",
    min: 1,
    max: () => Number.MAX_SAFE_INTEGER,
    isInteger: true,
    placeholder: (dialect) => (dialect === "anthropic" ? "512" : "no limit"),
  },
  temperature: {
    label: "Temperature",
    min: 0,
    max: (dialect) => (dialect === "anthropic" ? 1 : 2),
    isInteger: false,
    placeholder: () => "default",
  },
  top_p: { label: "Top p", min: 0, max: () => 1, isInteger: false, placeholder: () => "default" },
  seed: {
    label: "Seed",
    min: Number.MIN_SAFE_INTEGER,
    max: () => Number.MAX_SAFE_INTEGER,
    isInteger: true,
    placeholder: () => "random",
  },
};

export interface ParsedParameters {
  parameters: Parameters;
  errors: Partial<Record<ParameterName, string>>;
}

/** Parse the fields into the parameters of a call, with an error for each invalid one. */
export function parseParameters(fields: ParameterFields, dialect: Dialect): ParsedParameters {
  const parsed: ParsedParameters = { parameters: {}, errors: {} };
  for (const [name, rule] of Object.entries(NUMBERS) as [keyof typeof NUMBERS, NumberRule][]) {
    const text = fields[name].trim();
    if (text === "" || !isSupported(name, dialect)) continue;
    const value = Number(text.replace(",", "."));
    const max = rule.max(dialect);
    if (!Number.isFinite(value)) parsed.errors[name] = "Must be a number.";
    else if (rule.isInteger && !Number.isInteger(value)) parsed.errors[name] = "Must be a whole number.";
    else if (value < rule.min) parsed.errors[name] = `At least ${rule.min}.`;
    else if (value > max) parsed.errors[name] = `At most ${max}.`;
    else parsed.parameters[name] = value;
  }
  if (fields.stop !== "" && isSupported("stop", dialect))
    parsed.parameters.stop = fields.stop.replaceAll("\\n", "\n");
  return parsed;
}

export function isSupported(name: ParameterName, dialect: Dialect): boolean {
  if (dialect === "responses") return name !== "seed" && name !== "stop";
  return !(dialect === "anthropic" && name === "seed");
}

export function labelOf(name: ParameterName): string {
  return name === "stop" ? "Stop sequence" : NUMBERS[name].label;
}

export function placeholderOf(name: ParameterName, dialect: Dialect): string {
  return name === "stop" ? "none" : NUMBERS[name].placeholder(dialect);
}
