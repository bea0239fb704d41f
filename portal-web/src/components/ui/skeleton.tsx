import { cn } from "./class-names";

/** A place where something will be; it has the size of what comes, so nothing moves. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span
      aria-hidden="true"
      className={cn("block animate-[breathe_1.6s_ease-in-out_infinite] rounded-md bg-sunken", className)}
    />
  );
}
