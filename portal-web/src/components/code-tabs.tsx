import type { CodeLanguage } from "@/lib/highlight";
import { usePortal } from "@/lib/portal";
import { LANGUAGES, type Language } from "@/lib/samples";
import { useStore } from "@/lib/store";
import { CodeText } from "./ui/code-block";
import { CopyButton } from "./ui/copy-button";
import { Tabs } from "./ui/tabs";

const COLOURED_AS: Readonly<Record<Language, CodeLanguage>> = {
  curl: "shell",
  python: "python",
  javascript: "javascript",
};

/** One sample in three languages. The language chosen here is chosen everywhere. */
export function CodeTabs({ label, code }: { label: string; code: (language: Language) => string }) {
  const { language: choice } = usePortal();
  const language = useStore(choice);
  return (
    <div className="min-w-0 rounded-xl border border-line bg-code">
      <Tabs
        label={`${label}: language`}
        value={language}
        onChange={(chosen) => choice.choose(chosen)}
        aside={<CopyButton text={() => code(language)} label="Copy code" />}
        tabs={LANGUAGES.map(({ name, label: title }) => ({
          name,
          label: title,
          content: <CodeText code={code(name)} language={COLOURED_AS[name]} label={`${label} in ${title}`} />,
        }))}
      />
    </div>
  );
}
