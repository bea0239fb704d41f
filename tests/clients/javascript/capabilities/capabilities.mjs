// What all programs share: the prompts, which drive the simulated model, the tool, and the report, one JSON line
// for each capability.

export const [url, key] = process.argv.slice(2);
export const MODEL = "oss-20b";
export const GREETING = "Say it. [[say Hello, you.]]";
export const CALL =
  'Look it up. [[say Let me see.]] [[call weather {"city": "Paris"}]] & [[call weather {"city": "Rome"}]] ' +
  "[[say It is sunny in both.]]";
export const JSON_PLEASE = "Answer in JSON.";
export const DESCRIPTION = "The weather in a city";
export const CITY_SCHEMA = {
  type: "object",
  properties: { city: { type: "string" } },
  required: ["city"],
  additionalProperties: false,
};
export const REPORT_SCHEMA = {
  type: "object",
  properties: { city: { type: "string" }, degrees: { type: "number" } },
  required: ["city", "degrees"],
  additionalProperties: false,
};

/** The cities that the tool was run for since the last call of `ran`. */
let cities = [];

export function weather({ city }) {
  cities.push(city);
  return `Sunny in ${city}`;
}

export function ran() {
  const found = cities;
  cities = [];
  return found;
}

export const typesOf = (value) =>
  Object.fromEntries(Object.entries(value).map(([name, each]) => [name, typeof each]));

export async function joined(chunks) {
  let text = "";
  for await (const chunk of chunks) text += chunk ?? "";
  return text;
}

export async function report(capabilities) {
  for (const [name, run] of Object.entries(capabilities)) {
    let line;
    try {
      line = { name, seen: await run() };
    } catch (error) {
      line = { name, error: `${error.name}: ${error.message}`.slice(0, 500) };
    }
    console.log(JSON.stringify(line));
  }
}
