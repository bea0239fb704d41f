import { Badge } from "@/components/ui/feedback/badge";
import type { UsageEvent } from "@/lib/api/queries";
import { useNow } from "@/lib/browser/use-now";
import { formatCount } from "@/lib/format/numbers";
import { formatDateTime, formatDuration, formatRowTime } from "@/lib/format/times";
import { outcomeOf } from "./outcome";

/** The table of requests; a row opens its receipt. */
export function RequestRows({ rows, onOpen }: { rows: readonly UsageEvent[]; onOpen: (id: string) => void }) {
  const now = useNow(60_000);
  return (
    <table className="mt-2 w-full table-fixed">
      <thead>
        <tr className="card-row text-left text-ink-3 text-sm [&>th]:py-2 [&>th]:font-normal">
          <th className="w-[45%] sm:w-[17%]">Time</th>
          <th className="max-sm:hidden">Model</th>
          <th className="max-lg:hidden">Key</th>
          <th className="w-[16%] max-xl:hidden">Request</th>
          <th className="sm:w-[15%]">Status</th>
          <th className="w-[15%] text-right max-sm:hidden">Tokens</th>
          <th className="w-[23%] text-right sm:w-[12%]">Latency</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const at = new Date(row.admitted_at);
          const outcome = outcomeOf(row);
          return (
            <tr
              key={row.request_id}
              className="card-row relative border-line border-t hover:bg-sunken/60 [&>td]:truncate [&>td]:py-2.5"
            >
              <td>
                <button
                  type="button"
                  className="after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-accent focus-visible:after:-outline-offset-2"
                  onClick={() => onOpen(row.request_id)}
                >
                  <time dateTime={row.admitted_at} title={formatDateTime(at)}>
                    {formatRowTime(at, now)}
                  </time>
                  <span className="sr-only">: receipt of {row.request_id}</span>
                </button>
                <span className="block truncate text-ink-3 text-sm sm:hidden">
                  {row.state === "refused" ? row.error_code : row.model}
                </span>
              </td>
              <td className="max-sm:hidden">{row.model ?? "–"}</td>
              <td className="text-ink-2 max-lg:hidden" title={row.key_name}>
                {row.key_name}
              </td>
              <td className="font-mono text-ink-3 text-xs max-xl:hidden" title={row.request_id}>
                {shortId(row.request_id)}
              </td>
              <td>
                <Badge tone={outcome.tone}>{outcome.label}</Badge>
              </td>
              <td className="text-right max-sm:hidden">
                {row.state === "refused" ? (
                  <span className="font-mono text-ink-2 text-xs" title={row.error_code ?? undefined}>
                    {row.error_code}
                  </span>
                ) : (
                  <span title={`${row.prompt_tokens} in, ${row.completion_tokens} out`}>
                    {formatCount(row.prompt_tokens)}
                    <span className="text-ink-3"> → </span>
                    <span className="sr-only">in, </span>
                    {formatCount(row.completion_tokens)}
                    <span className="sr-only"> out</span>
                  </span>
                )}
              </td>
              <td className="text-right">{row.latency_ms === null ? "–" : formatDuration(row.latency_ms)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** The last characters, since request ids start with the time and look alike. */
const shortId = (id: string) => `req_…${id.slice(-8)}`;
