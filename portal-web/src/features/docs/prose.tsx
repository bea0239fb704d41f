import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/components/ui/class-names";

/** Typography of the documentation. */

export function P(props: ComponentProps<"p">) {
  return <p className="my-3 max-w-[68ch] text-pretty text-ink-2 text-md" {...props} />;
}

export function C({ children }: { children: ReactNode }) {
  return (
    <code className="rounded bg-sunken px-1 py-px font-mono text-[0.875em] text-ink [overflow-wrap:anywhere]">
      {children}
    </code>
  );
}

export function H3(props: ComponentProps<"h3">) {
  return <h3 className="mt-7 mb-2 font-semibold text-md" {...props} />;
}

/** A table; on a phone its cells are stacked. */
export function DocsTable({
  label,
  columns,
  rows,
}: {
  label: string;
  columns: readonly string[];
  rows: readonly { id?: string; cells: readonly ReactNode[] }[];
}) {
  return (
    <table className="my-4 w-full text-left" aria-label={label}>
      <thead className="max-sm:sr-only">
        <tr className="border-line border-b text-ink-3 text-sm">
          {columns.map((column) => (
            <th key={column} scope="col" className="py-2 pr-5 font-normal last:pr-0">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, cells }, row) => (
          <tr
            key={row}
            id={id}
            className="border-line border-b align-top target:bg-accent-soft max-sm:grid max-sm:gap-1 max-sm:py-3"
          >
            {cells.map((cell, column) => (
              <td
                key={columns[column]}
                className={cn("py-2.5 pr-5 last:pr-0 max-sm:p-0", column === 0 ? "text-ink" : "text-ink-2")}
              >
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
