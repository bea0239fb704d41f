const NAMES = { tools: "Tools", json: "JSON output" } as const;

/** What a model can be asked for besides text. */
export function capabilityText(capabilities: readonly (keyof typeof NAMES)[]): string {
  const order = Object.keys(NAMES) as (keyof typeof NAMES)[];
  const names = order.filter((name) => capabilities.includes(name)).map((name) => NAMES[name]);
  return names.join(", ") || "Text only";
}
