import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "./button";

/** Copies `text` and confirms it for two seconds. Pass a secret as a function to keep it out of attributes. */
export function CopyButton({
  text,
  label,
  caption,
  className,
}: {
  text: string | (() => string);
  /** Accessible name of the icon button. */
  label: string;
  /** Visible text beside the icon. */
  caption?: string;
  className?: string;
}) {
  const [result, setResult] = useState<"copied" | "failed" | null>(null);
  useEffect(() => {
    if (!result) return;
    const timer = setTimeout(() => setResult(null), 2000);
    return () => clearTimeout(timer);
  }, [result]);

  const copy = () =>
    navigator.clipboard
      .writeText(typeof text === "function" ? text() : text)
      .then(() => setResult("copied"))
      .catch(() => setResult("failed"));

  const shown = result === "copied" ? "Copied" : result === "failed" ? "Copy it manually" : caption;
  return (
    <Button
      variant={caption ? "secondary" : "ghost"}
      size={caption ? "small" : "icon-small"}
      aria-label={caption ? undefined : label}
      title={label}
      onClick={copy}
      className={className ?? ""}
    >
      {result === "copied" ? <Check size={15} aria-hidden="true" /> : <Copy size={15} aria-hidden="true" />}
      {caption && shown}
      <span role="status" className="sr-only">
        {result === "copied"
          ? "Copied"
          : result === "failed"
            ? "The browser blocked copying. Select the text and copy it manually."
            : ""}
      </span>
    </Button>
  );
}
