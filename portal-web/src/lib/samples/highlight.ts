/** Minimal syntax highlighting for short samples: comments, strings, keywords and numbers. */

export type CodeLanguage = "shell" | "python" | "javascript" | "json" | "http" | "text";
export interface Token {
  kind: "plain" | "comment" | "string" | "keyword" | "number";
  text: string;
}

const KEYWORDS: Readonly<Record<CodeLanguage, string>> = {
  shell: "curl|export",
  python: "from|import|as|with|for|in|if|print|None|True|False|or|not",
  javascript: "import|from|const|let|new|await|for|of|if|continue|true|false|null",
  json: "true|false|null",
  http: "",
  text: "",
};

const COMMENTS: Readonly<Record<CodeLanguage, string>> = {
  shell: "(?<=^|\\s)#[^\\n]*",
  python: "#[^\\n]*",
  javascript: "(?<=^|\\s)//[^\\n]*",
  json: "$^",
  http: "$^",
  text: "$^",
};

const NUMBER = "|(?<number>\\b\\d+(?:\\.\\d+)?\\b)";

/** Not in a shell, where numbers are parts of URLs. */
const NUMBERS: Readonly<Record<CodeLanguage, string>> = {
  shell: "",
  python: NUMBER,
  javascript: NUMBER,
  json: NUMBER,
  http: "",
  text: "",
};

export function highlight(code: string, language: CodeLanguage): Token[] {
  if (language === "text" || language === "http") return [{ kind: "plain", text: code }];
  const strings =
    language === "shell" ? `"[^"]*"|'[^']*'` : `"(?:\\\\.|[^"\\\\\\n])*"|'(?:\\\\.|[^'\\\\\\n])*'|\`[^\`]*\``;
  const pattern = new RegExp(
    `(?<comment>${COMMENTS[language]})|(?<string>${strings})|(?<keyword>\\b(?:${KEYWORDS[language]})\\b)${NUMBERS[language]}`,
    "gm",
  );
  const tokens: Token[] = [];
  let end = 0;
  for (const match of code.matchAll(pattern)) {
    if (match.index > end) tokens.push({ kind: "plain", text: code.slice(end, match.index) });
    const found = Object.entries(match.groups ?? {}).find(([, text]) => text !== undefined);
    tokens.push({ kind: (found?.[0] ?? "plain") as Token["kind"], text: match[0] });
    end = match.index + match[0].length;
  }
  if (end < code.length) tokens.push({ kind: "plain", text: code.slice(end) });
  return tokens;
}
