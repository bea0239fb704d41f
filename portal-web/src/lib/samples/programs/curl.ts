import type { Call } from "../call";
import { json, shellQuote } from "../literals";
import { toWire } from "../wire";
import { KEY_VARIABLE, type Target } from "./target";

export function curl(call: Call, { baseUrl, key }: Target): string {
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
