import { type ComponentProps, type ReactNode, useId } from "react";
import { cn } from "../class-names";

const controlClasses =
  "w-full rounded-lg border border-line-strong/60 bg-surface px-3 text-base text-ink placeholder:text-ink-3 hover:border-line-strong disabled:cursor-not-allowed disabled:opacity-60 aria-invalid:border-bad max-sm:text-[16px]";

interface FieldProps {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  /** To the right of the label. */
  aside?: ReactNode;
  className?: string;
  children: (control: {
    id: string;
    "aria-invalid": boolean;
    "aria-describedby": string | undefined;
  }) => ReactNode;
}

/** A form control with its label, hint and error, linked for assistive technology. */
export function Field({ label, hint, error, aside, className, children }: FieldProps) {
  const id = useId();
  // An error with the same text replaces the hint.
  if (hint === error) hint = undefined;
  const notes = [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ");
  return (
    <div className={cn("grid gap-1.5", className)}>
      <div className="flex items-baseline justify-between gap-3">
        <label htmlFor={id} className="text-sm font-medium text-ink">
          {label}
        </label>
        {aside}
      </div>
      {children({ id, "aria-invalid": Boolean(error), "aria-describedby": notes || undefined })}
      {hint && (
        <p id={`${id}-hint`} className="text-sm text-ink-3">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} role="alert" className="text-sm text-bad">
          {error}
        </p>
      )}
    </div>
  );
}

type FieldSize = "normal" | "small";

const HEIGHTS: Readonly<Record<FieldSize, string>> = { normal: "h-10", small: "h-8" };

export function Input({
  className,
  fieldSize = "normal",
  ...rest
}: ComponentProps<"input"> & { fieldSize?: FieldSize }) {
  return <input className={cn(controlClasses, HEIGHTS[fieldSize], className)} {...rest} />;
}

export function Textarea({ className, ...rest }: ComponentProps<"textarea">) {
  return <textarea className={cn(controlClasses, "block resize-y py-2 leading-6", className)} {...rest} />;
}

export function Select({
  className,
  fieldSize = "normal",
  ...rest
}: ComponentProps<"select"> & { fieldSize?: FieldSize }) {
  return (
    <select
      className={cn(
        controlClasses,
        HEIGHTS[fieldSize],
        "appearance-none bg-[url('data:image/svg+xml,%3Csvg%20xmlns=%22http://www.w3.org/2000/svg%22%20width=%2216%22%20height=%2216%22%20fill=%22none%22%20stroke=%22%23808a87%22%20stroke-width=%221.6%22%20stroke-linecap=%22round%22%20stroke-linejoin=%22round%22%3E%3Cpath%20d=%22m4.5%206.5%203.5%203.5%203.5-3.5%22/%3E%3C/svg%3E')] bg-[right_0.6rem_center] bg-no-repeat pr-8",
        className,
      )}
      {...rest}
    />
  );
}
