import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "./button";

/** Copies `text` and says so for two seconds. `text` may be a function, so that a secret is in no attribute. */
export function CopyButton({
  text,
  label,
  words,
  className,
}: {
  text: string | (() => string);
  /** What it does, for those who do not see the icon. */
  label: string;
  /** Shown beside the icon. */
  words?: string;
  className?: string;
}) {
  const [said, setSaid] = useState<"copied" | "refused" | null>(null);
  useEffect(() => {
    if (!said) return;
    const timer = setTimeout(() => setSaid(null), 2000);
    return () => clearTimeout(timer);
  }, [said]);

  const copy = () =>
    navigator.clipboard
      .writeText(typeof text === "function" ? text() : text)
      .then(() => setSaid("copied"))
      .catch(() => setSaid("refused"));

  const word = said === "copied" ? "Copied" : said === "refused" ? "Select and copy by hand" : words;
  return (
    <Button
      look={words ? "plain" : "quiet"}
      size={words ? "small" : "icon-small"}
      aria-label={words ? undefined : label}
      title={label}
      onClick={copy}
      className={className ?? ""}
    >
      {said === "copied" ? <Check size={15} aria-hidden="true" /> : <Copy size={15} aria-hidden="true" />}
      {words && word}
      <span role="status" className="sr-only">
        {said === "copied" ? "Copied" : said === "refused" ? "Copying was refused by the browser" : ""}
      </span>
    </Button>
  );
}
