import { cn } from "../class-names";

/** A loading placeholder. Give it the size of the content, so that the layout does not shift. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span
      aria-hidden="true"
      className={cn("block animate-[breathe_1.6s_ease-in-out_infinite] rounded-md bg-sunken", className)}
    />
  );
}
