import type { ComponentProps } from "react";
import type { LedgerEntry } from "@/lib/api/queries";
import { formatUsd } from "@/lib/format/numbers";
import { formatDateTime } from "@/lib/format/times";
import { Card, CardHeader } from "./ui/layout/card";
import { PagedList } from "./ui/layout/paged-list";

const KINDS: Readonly<Record<LedgerEntry["kind"], string>> = {
  usage: "Request",
  credit: "Credit",
  adjustment: "Adjustment",
};

/** All ledger entries, newest first. */
export function LedgerCard({
  query,
  className,
}: Pick<ComponentProps<typeof PagedList<LedgerEntry>>, "query"> & { className?: string }) {
  return (
    <Card className={className}>
      <CardHeader title="Ledger" note="Append-only: entries are never changed" />
      <PagedList
        query={query}
        errorTitle="The ledger could not be loaded"
        empty="No entries yet."
        loadMore="Show older entries"
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
