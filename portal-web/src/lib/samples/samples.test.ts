import { expect, test } from "vitest";
import { LANGUAGES, sample } from ".";
import type { Call } from "./call";

const TEXT = `It's "quoted",\n  }\\ and $HOME`;
const CALL: Call = {
  dialect: "openai",
  model: "oss-20b",
  system: "",
  turns: [{ role: "user", text: TEXT }],
  stream: false,
  parameters: { temperature: 0.5 },
};
const TARGET = { baseUrl: "https://api.example.com" };

test("curl sends the text unchanged, whatever characters it has", () => {
  const body =
    sample(CALL, "curl", TARGET)
      .match(/-d '([\s\S]*)'$/)?.[1]
      ?.replaceAll("'\\''", "'") ?? "";
  expect(JSON.parse(body)).toEqual({
    model: "oss-20b",
    messages: [{ role: "user", content: TEXT }],
    temperature: 0.5,
  });
});

test.each(LANGUAGES.map(({ name }) => name))(
  "%s reads the key from the environment unless it is inlined",
  (language) => {
    expect(sample(CALL, language, TARGET)).toContain("CORTENSOR_API_KEY");
    const inlined = sample(CALL, language, { ...TARGET, key: "ctx_abc" });
    expect(inlined).toContain("ctx_abc");
    expect(inlined).not.toContain("CORTENSOR_API_KEY");
  },
);
