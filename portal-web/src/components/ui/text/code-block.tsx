import { useMemo } from "react";
import { type CodeLanguage, highlight, type Token } from "@/lib/samples/highlight";
import { cn } from "../class-names";
import { CopyButton } from "../controls/copy-button";

const COLOURS: Readonly<Record<Token["kind"], string>> = {
  plain: "",
  comment: "text-code-comment",
  string: "text-code-string",
  keyword: "text-code-key",
  number: "text-code-key",
};

/** Code with a copy button. Long lines scroll, so the block is focusable. */
export function CodeBlock({
  code,
  language,
  label,
  className,
  bare,
  copy = code,
}: {
  code: string;
  language: CodeLanguage;
  /** Accessible name. */
  label: string;
  className?: string;
  /** Without a border. */
  bare?: boolean;
  /** The text to copy, if it differs from `code`. */
  copy?: string | (() => string);
}) {
  return (
    <div className={cn("group relative", !bare && "rounded-xl border border-line bg-code", className)}>
      <CodeText code={code} language={language} label={label} />
      <CopyButton text={copy} label="Copy code" className="absolute top-1.5 right-1.5 bg-code" />
    </div>
  );
}

export function CodeText({ code, language, label }: { code: string; language: CodeLanguage; label: string }) {
  const tokens = useMemo(() => highlight(code, language), [code, language]);
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
      tabIndex={0}
      aria-label={label}
      className="overflow-x-auto rounded-xl"
    >
      <pre className="w-max min-w-full px-4 py-3.5 pr-12 font-mono text-[0.8125rem] leading-[1.35rem]">
        <code>
          {tokens.map((token, index) => (
            <span key={index} className={COLOURS[token.kind]}>
              {token.text}
            </span>
          ))}
        </code>
      </pre>
    </section>
  );
}
