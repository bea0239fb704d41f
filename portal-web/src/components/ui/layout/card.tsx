import type { ComponentProps, ReactNode } from "react";
import { cn } from "../class-names";

export function Card({ className, ...rest }: ComponentProps<"section">) {
  return (
    <section className={cn("rounded-xl border border-line bg-surface shadow-card", className)} {...rest} />
  );
}

export function CardHeader({ title, note, aside }: { title: string; note?: ReactNode; aside?: ReactNode }) {
  return (
    <header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 pt-4 sm:px-5">
      <div>
        <h2 className="font-semibold text-md">{title}</h2>
        {note && <p className="text-ink-3 text-sm">{note}</p>}
      </div>
      {aside}
    </header>
  );
}
