import { DropdownMenu } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "../class-names";

export function Menu({
  trigger,
  align = "end",
  defaultOpen = false,
  children,
}: {
  trigger: ReactNode;
  align?: "start" | "end";
  /** For a menu whose code is loaded on the click that opens it. */
  defaultOpen?: boolean;
  children: ReactNode;
}) {
  return (
    <DropdownMenu.Root defaultOpen={defaultOpen}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align={align}
          sideOffset={6}
          collisionPadding={8}
          className="z-50 min-w-48 animate-[rise_120ms_ease-out] rounded-xl border border-line bg-surface p-1 shadow-raised"
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

const item =
  "flex min-h-9 cursor-default select-none items-center gap-2.5 rounded-lg px-2.5 text-base text-ink outline-none data-[disabled]:opacity-50 data-[highlighted]:bg-sunken";

export function MenuItem({
  danger,
  className,
  ...rest
}: ComponentProps<typeof DropdownMenu.Item> & { danger?: boolean }) {
  return <DropdownMenu.Item className={cn(item, danger && "text-bad", className)} {...rest} />;
}

export function MenuRadioGroup({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: string;
  options: readonly { value: string; label: string; note?: string }[];
  onChange: (value: string) => void;
}) {
  return (
    <>
      <DropdownMenu.Label className="px-2.5 pt-2 pb-1 text-ink-3 text-xs">{label}</DropdownMenu.Label>
      <DropdownMenu.RadioGroup value={value} onValueChange={onChange}>
        {options.map((option) => (
          <DropdownMenu.RadioItem key={option.value} value={option.value} className={item}>
            <span className="flex size-4 items-center justify-center" aria-hidden="true">
              <DropdownMenu.ItemIndicator>
                <span className="block size-1.5 rounded-full bg-accent" />
              </DropdownMenu.ItemIndicator>
            </span>
            <span className="truncate">{option.label}</span>
            {option.note && <span className="ml-auto pl-3 text-ink-3 text-xs">{option.note}</span>}
          </DropdownMenu.RadioItem>
        ))}
      </DropdownMenu.RadioGroup>
    </>
  );
}

export function MenuSeparator() {
  return <DropdownMenu.Separator className="my-1 h-px bg-line" />;
}
