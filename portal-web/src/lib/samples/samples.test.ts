import { expect, test } from "vitest";
import { LANGUAGES, sample } from ".";
import type { Call } from "./call";

const CALL: Call = {
  dialect: "openai",
  model: "oss-20b",
  system: "",
  turns: [{ role: "user", text: `It's "quoted",\n  }\\ and $HOME` }],
  stream: false,
  parameters: { temperature: 0.5 },
};
const PLACE = { baseUrl: "https://api.example.com" };

test("curl says the text exactly, whatever is in it", () => {
  const body =
    sample(CALL, "curl", PLACE)
      .match(/-d '([\s\S]*)'$/)?.[1]
      ?.replaceAll("'\\''", "'") ?? "";
  expect(JSON.parse(body)).toEqual({
    model: "oss-20b",
    messages: [{ role: "user", content: CALL.turns[0]?.text }],
    temperature: 0.5,
  });
});

test.each(LANGUAGES.map(({ name }) => name))(
  "%s reads the key from the environment unless it is given",
  (language) => {
    expect(sample(CALL, language, PLACE)).toContain("CORTENSOR_API_KEY");
    const given = sample(CALL, language, { ...PLACE, key: "ctx_abc" });
    expect(given).toContain("ctx_abc");
    expect(given).not.toContain("CORTENSOR_API_KEY");
  },
);
