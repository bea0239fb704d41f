import type { ComponentProps } from "react";
import type { LedgerEntry } from "@/lib/api/queries";
import { formatDateTime, formatUsd } from "@/lib/format";
import { PagedList } from "./paged-list";
import { Card, CardHeader } from "./ui/card";

const KINDS: Readonly<Record<LedgerEntry["kind"], string>> = {
  usage: "Request",
  credit: "Credit",
  refund: "Refund",
  adjustment: "Adjustment",
};

/** Every movement of money, newest first. */
export function LedgerCard({
  query,
  className,
}: Pick<ComponentProps<typeof PagedList<LedgerEntry>>, "query"> & { className?: string }) {
  return (
    <Card className={className}>
      <CardHeader title="Ledger" note="Entries are added, never changed." />
      <PagedList
        query={query}
        failed="The ledger could not be loaded"
        empty="Nothing has been paid, granted or charged."
        older="Show older entries"
      >
        {(entries) => (
          <ul className="px-4 pt-2 pb-3 sm:px-5">
            {entries.map((entry) => (
              <li
                key={entry.id}
                className="flex items-baseline justify-between gap-4 border-line py-2.5 not-first:border-t"
              >
                <span className="min-w-0">
                  <span className="block truncate">{entry.reason || KINDS[entry.kind]}</span>
                  <span className="block truncate text-ink-3 text-sm">
                    {formatDateTime(new Date(entry.occurred_at))} ·{" "}
                    <span title={entry.source_id}>{entry.source_id}</span>
                  </span>
                </span>
                <span className="figures whitespace-nowrap">
                  {entry.amount_nanousd === 0 ? "Included" : formatUsd(entry.amount_nanousd)}
                </span>
              </li>
            ))}
          </ul>
        )}
      </PagedList>
    </Card>
  );
}
