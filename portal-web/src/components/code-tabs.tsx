import { usePortal } from "@/lib/portal";
import { LANGUAGES, type Language } from "@/lib/samples";
import type { CodeLanguage } from "@/lib/samples/highlight";
import { useStore } from "@/lib/state/store";
import { CopyButton } from "./ui/controls/copy-button";
import { Tabs } from "./ui/layout/tabs";
import { CodeText } from "./ui/text/code-block";

const HIGHLIGHT_AS: Readonly<Record<Language, CodeLanguage>> = {
  curl: "shell",
  python: "python",
  javascript: "javascript",
};

/** A code sample in three languages. The selected language applies to all samples. */
export function CodeTabs({ label, code }: { label: string; code: (language: Language) => string }) {
  const { language: preference } = usePortal();
  const language = useStore(preference);
  return (
    <div className="min-w-0 rounded-xl border border-line bg-code">
      <Tabs
        label={`${label}: language`}
        value={language}
        onChange={(selected) => preference.select(selected)}
        aside={<CopyButton text={() => code(language)} label="Copy code" />}
        tabs={LANGUAGES.map(({ name, label: title }) => ({
          name,
          label: title,
          content: (
            <CodeText code={code(name)} language={HIGHLIGHT_AS[name]} label={`${label} in ${title}`} />
          ),
        }))}
      />
    </div>
  );
}
