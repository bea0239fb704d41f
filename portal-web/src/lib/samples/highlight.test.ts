import { expect, test } from "vitest";
import { highlight } from "./highlight";

test.each(["shell", "python", "javascript", "json", "http", "text"] as const)(
  "highlighting %s does not change the text",
  (language) => {
    const code = `# note\nprint("a # b", 'c', 12.5) // x\nexport A="b" \\\n  -d '{"a": true}'\n`;
    expect(
      highlight(code, language)
        .map(({ text }) => text)
        .join(""),
    ).toBe(code);
  },
);
