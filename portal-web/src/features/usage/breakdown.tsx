import { useState } from "react";
import { Segmented } from "@/components/ui/controls/segmented";
import { Skeleton } from "@/components/ui/feedback/skeleton";
import { Card, CardHeader } from "@/components/ui/layout/card";
import type { UsageSummary } from "@/lib/api/queries";
import { formatCount, formatWhole } from "@/lib/format/numbers";

type Dimension = "model" | "key";

interface BreakdownRow {
  id: string;
  name: string;
  requests: number;
  tokens: number;
  errors: number;
  refused: number;
}

/** Usage by model or by key, most used first. */
export function Breakdown({ usage }: { usage: UsageSummary | undefined }) {
  const [by, setBy] = useState<Dimension>("model");
  const rows = usage && rowsOf(usage, by);
  const hasRefused = rows?.some((row) => row.refused > 0) === true;
  const maxRequests = Math.max(1, ...(rows ?? []).map((row) => row.requests));
  return (
    <Card>
      <CardHeader
        title="Breakdown"
        aside={
          <Segmented
            label="Break down by"
            value={by}
            onChange={setBy}
            options={[
              { value: "model", label: "By model" },
              { value: "key", label: "By key" },
            ]}
          />
        }
      />
      <div className="px-4 pt-3 pb-4 sm:px-5">
        {!rows && <Skeleton className="h-24 w-full" />}
        {rows?.length === 0 && <p className="py-6 text-center text-ink-3">No requests in this range.</p>}
        {rows && rows.length > 0 && (
          <table className="w-full">
            <thead>
              <tr className="text-left text-ink-3 text-sm">
                <th className="py-1.5 font-normal">{by === "model" ? "Model" : "Key"}</th>
                <th className="py-1.5 text-right font-normal">Requests</th>
                <th className="py-1.5 text-right font-normal max-sm:hidden">Tokens</th>
                <th className="py-1.5 text-right font-normal">Errors</th>
                {hasRefused && <th className="py-1.5 text-right font-normal">Refused</th>}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.id} className="border-line border-t">
                  <th scope="row" className="w-1/2 py-2.5 pr-4 text-left font-normal">
                    <span className="block max-w-52 truncate sm:max-w-72" title={row.name}>
                      {row.name}
                    </span>
                    <span
                      aria-hidden="true"
                      className="mt-1.5 block h-1 overflow-hidden rounded-full bg-sunken"
                    >
                      <span
                        className="block h-full rounded-full bg-chart-1"
                        style={{ width: `${(row.requests / maxRequests) * 100}%` }}
                      />
                    </span>
                  </th>
                  <td className="py-2.5 text-right align-top" title={formatWhole(row.requests)}>
                    {formatCount(row.requests)}
                  </td>
                  <td className="py-2.5 text-right align-top max-sm:hidden" title={formatWhole(row.tokens)}>
                    {formatCount(row.tokens)}
                  </td>
                  <td className="py-2.5 text-right align-top" title={formatWhole(row.errors)}>
                    {formatCount(row.errors)}
                  </td>
                  {hasRefused && (
                    <td className="py-2.5 text-right align-top" title={formatWhole(row.refused)}>
                      {formatCount(row.refused)}
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
    </Card>
  );
}

function rowsOf(usage: UsageSummary, by: Dimension): BreakdownRow[] {
  const found =
    by === "model"
      ? usage.by_model.map((row) => ({ ...row, id: row.model, name: row.model }))
      : usage.by_key.map((row) => ({ ...row, id: row.key_id }));
  return found.map(({ id, name, requests = 0, total_tokens = 0, errors = 0, refused = 0 }) => ({
    id,
    name,
    requests,
    tokens: total_tokens,
    errors,
    refused,
  }));
}
