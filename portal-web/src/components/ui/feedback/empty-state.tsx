import type { ReactNode } from "react";

/** Shown in place of a list without entries, with the next step. */
export function EmptyState({
  title,
  children,
  action,
}: {
  title: string;
  children: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="flex flex-col items-center px-6 py-14 text-center">
      <h3 className="font-semibold text-md">{title}</h3>
      <p className="mt-1 max-w-sm text-pretty text-ink-2">{children}</p>
      {action && <div className="mt-5">{action}</div>}
    </div>
  );
}
