/** JSON values as literals of a language, on several lines if they do not fit on one. */

const WIDTH = 84;

interface Syntax {
  true: string;
  false: string;
  null: string;
  key: (name: string) => string;
}

const PYTHON: Syntax = {
  true: "True",
  false: "False",
  null: "None",
  key: (name) => `${JSON.stringify(name)}: `,
};
const JAVASCRIPT: Syntax = {
  true: "true",
  false: "false",
  null: "null",
  key: (name) => (/^[A-Za-z_]\w*$/.test(name) ? `${name}: ` : `${JSON.stringify(name)}: `),
};

const JSON_SYNTAX: Syntax = { true: "true", false: "false", null: "null", key: PYTHON.key };

export const json = (value: unknown, indent = 0): string =>
  literal(value, JSON_SYNTAX, indent, 2).replace(/,(?=\n\s*[}\]])/g, "");
export const python = (value: unknown, indent = 0): string => literal(value, PYTHON, indent, 4);
export const javascript = (value: unknown, indent = 0): string => literal(value, JAVASCRIPT, indent, 2);

function literal(value: unknown, syntax: Syntax, indent: number, step: number): string {
  if (value === null || value === undefined) return syntax.null;
  if (typeof value === "boolean") return value ? syntax.true : syntax.false;
  if (typeof value !== "object") return JSON.stringify(value);
  const isList = Array.isArray(value);
  const pairs: [string, unknown][] = isList
    ? value.map((item) => ["", item])
    : Object.entries(value).map(([name, item]) => [syntax.key(name), item]);
  const [open, close] = isList ? ["[", "]"] : ["{", "}"];
  const pad = !isList && syntax === JAVASCRIPT ? " " : "";
  const flat = `${open}${pad}${pairs.map(([key, item]) => key + literal(item, syntax, 0, step)).join(", ")}${pad}${close}`;
  if (pairs.length === 0 || (flat.length + indent <= WIDTH && !flat.includes("\n"))) return flat;
  const inner = " ".repeat(indent + step);
  const lines = pairs.map(([key, item]) => `${inner}${key}${literal(item, syntax, indent + step, step)},`);
  return `${open}\n${lines.join("\n")}\n${" ".repeat(indent)}${close}`;
}

/** Keyword arguments, one per line. */
export function pythonArguments(values: Record<string, unknown>): string {
  return Object.entries(values)
    .map(([name, value]) => `    ${name}=${python(value, 4)},\n`)
    .join("");
}

/** `text` as one quoted shell word. */
export function shellQuote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
