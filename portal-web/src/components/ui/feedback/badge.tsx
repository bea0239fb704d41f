import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";
import { cn } from "../class-names";

const badge = cva(
  "inline-flex items-center gap-1.5 whitespace-nowrap rounded-full px-2 py-px font-medium text-xs",
  {
    variants: {
      tone: {
        neutral: "bg-sunken text-ink-2",
        accent: "bg-accent-soft text-accent-strong",
        good: "bg-good-soft text-good",
        warn: "bg-warn-soft text-warn",
        bad: "bg-bad-soft text-bad",
      },
    },
    defaultVariants: { tone: "neutral" },
  },
);

export type Tone = NonNullable<VariantProps<typeof badge>["tone"]>;

export function Badge({ tone, className, ...rest }: ComponentProps<"span"> & { tone?: Tone }) {
  return <span className={cn(badge({ tone }), className)} {...rest} />;
}

const DOTS: Readonly<Record<Tone, string>> = {
  neutral: "bg-ink-3",
  accent: "bg-accent",
  good: "bg-good",
  warn: "bg-warn",
  bad: "bg-bad",
};

/** A coloured dot; the text beside it must say the same. */
export function Dot({ tone }: { tone: Tone }) {
  return <span aria-hidden="true" className={cn("inline-block size-2 shrink-0 rounded-full", DOTS[tone])} />;
}
