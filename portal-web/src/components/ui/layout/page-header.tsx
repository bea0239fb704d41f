import type { ReactNode } from "react";

/** The page's title, with its actions on the right. Also sets the title of the browser tab. */
export function PageHeader({
  title,
  children,
  actions,
}: {
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <header className="mb-6 flex flex-wrap items-end justify-between gap-x-6 gap-y-4">
      <title>{`${title} · Cortensor Portal`}</title>
      <div className="min-w-0">
        <h1 className="font-semibold text-xl">{title}</h1>
        {children && <p className="mt-1 max-w-xl text-pretty text-ink-2">{children}</p>}
      </div>
      {actions && <div className="flex flex-wrap items-center gap-2 max-sm:w-full">{actions}</div>}
    </header>
  );
}
