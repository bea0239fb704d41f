import type { Dialect, Parameters } from "@/lib/samples/call";

export type ParameterName = keyof Parameters;

/** What is typed, as it is typed; empty is not sent. */
export type ParameterFields = Readonly<Record<ParameterName, string>>;

export const NOTHING_SET: ParameterFields = {
  max_tokens: "",
  temperature: "",
  top_p: "",
  seed: "",
  stop: "",
};

interface NumberRule {
  label: string;
  least: number;
  most: (dialect: Dialect) => number;
  whole: boolean;
  placeholder: (dialect: Dialect) => string;
}

const NUMBERS: Readonly<Record<Exclude<ParameterName, "stop">, NumberRule>> = {
  max_tokens: {
    label: "Longest answer, tokens",
    least: 1,
    most: () => Number.MAX_SAFE_INTEGER,
    whole: true,
    placeholder: (dialect) => (dialect === "anthropic" ? "512" : "no bound"),
  },
  temperature: {
    label: "Temperature",
    least: 0,
    most: (dialect) => (dialect === "anthropic" ? 1 : 2),
    whole: false,
    placeholder: () => "default",
  },
  top_p: { label: "Top p", least: 0, most: () => 1, whole: false, placeholder: () => "default" },
  seed: {
    label: "Seed",
    least: Number.MIN_SAFE_INTEGER,
    most: () => Number.MAX_SAFE_INTEGER,
    whole: true,
    placeholder: () => "random",
  },
};

export interface Read {
  parameters: Parameters;
  faults: Partial<Record<ParameterName, string>>;
}

/** The parameters of a call, and what is wrong with those that cannot be sent. */
export function readParameters(fields: ParameterFields, dialect: Dialect): Read {
  const read: Read = { parameters: {}, faults: {} };
  for (const [name, rule] of Object.entries(NUMBERS) as [keyof typeof NUMBERS, NumberRule][]) {
    const text = fields[name].trim();
    if (text === "" || !isOffered(name, dialect)) continue;
    const value = Number(text.replace(",", "."));
    const most = rule.most(dialect);
    if (!Number.isFinite(value)) read.faults[name] = "This is not a number.";
    else if (rule.whole && !Number.isInteger(value)) read.faults[name] = "A whole number.";
    else if (value < rule.least) read.faults[name] = `At least ${rule.least}.`;
    else if (value > most) read.faults[name] = `At most ${most}.`;
    else read.parameters[name] = value;
  }
  if (fields.stop !== "") read.parameters.stop = fields.stop.replaceAll("\\n", "\n");
  return read;
}

export function isOffered(name: ParameterName, dialect: Dialect): boolean {
  return !(dialect === "anthropic" && name === "seed");
}

export function labelOf(name: ParameterName): string {
  return name === "stop" ? "Stop at" : NUMBERS[name].label;
}

export function placeholderOf(name: ParameterName, dialect: Dialect): string {
  return name === "stop" ? "nothing" : NUMBERS[name].placeholder(dialect);
}
