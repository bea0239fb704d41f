import { Tabs as Radix } from "radix-ui";
import type { ReactNode } from "react";

export function Tabs<Name extends string>({
  label,
  value,
  onChange,
  tabs,
  aside,
}: {
  label: string;
  value: Name;
  onChange: (name: Name) => void;
  tabs: readonly { name: Name; label: string; content: ReactNode }[];
  aside?: ReactNode;
}) {
  return (
    <Radix.Root value={value} onValueChange={(name) => onChange(name as Name)}>
      <div className="flex items-center justify-between gap-3 border-line border-b pr-1">
        <Radix.List aria-label={label} className="flex overflow-x-auto px-1">
          {tabs.map((tab) => (
            <Radix.Trigger
              key={tab.name}
              value={tab.name}
              className="-mb-px h-10 whitespace-nowrap border-transparent border-b-2 px-3 text-ink-2 text-sm hover:text-ink focus-visible:outline-offset-[-3px] data-[state=active]:border-accent data-[state=active]:font-medium data-[state=active]:text-ink"
            >
              {tab.label}
            </Radix.Trigger>
          ))}
        </Radix.List>
        {aside}
      </div>
      {tabs.map((tab) => (
        <Radix.Content key={tab.name} value={tab.name} className="focus-visible:outline-offset-[-2px]">
          {tab.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}
