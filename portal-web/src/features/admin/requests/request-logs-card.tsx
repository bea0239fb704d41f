import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { PagedList } from "@/components/paged-list";
import { Card, CardHeader } from "@/components/ui/card";
import { useNow } from "@/components/ui/use-now";
import { type LogFilter, type RequestLog, requestLogsQuery } from "@/lib/api/admin-queries";
import { formatDateTime, formatDuration, formatRowTime } from "@/lib/format";
import { usePortal } from "@/lib/portal";
import { ADDRESS } from "../addresses";
import { EndingBadge } from "../state-badge";

/** Requests of an organisation or a key, as long as their logs are kept. */
export function RequestLogsCard({ filter, className }: { filter: LogFilter; className?: string }) {
  const { api } = usePortal();
  const logs = useInfiniteQuery(requestLogsQuery(api, filter));
  return (
    <Card className={className}>
      <CardHeader title="Requests" note="How they went, never what was said." />
      <PagedList
        query={logs}
        failed="Request logs could not be loaded"
        empty="There are no request logs, or no longer."
        older="Show older requests"
      >
        {(entries) => <Rows logs={entries} />}
      </PagedList>
    </Card>
  );
}

function Rows({ logs }: { logs: readonly RequestLog[] }) {
  const now = useNow(60_000);
  return (
    <ul className="px-2 pt-1.5 pb-2 sm:px-3">
      {logs.map((log) => {
        const admitted = new Date(log.admitted_at);
        return (
          <li key={log.request_id}>
            <Link
              to={ADDRESS.request(log.request_id)}
              className="flex items-center justify-between gap-4 rounded-lg px-2 py-2 hover:bg-sunken"
            >
              <span className="min-w-0">
                <span className="block truncate">
                  <time dateTime={log.admitted_at} title={formatDateTime(admitted)}>
                    {formatRowTime(admitted, now)}
                  </time>
                  <span className="text-ink-2"> · {log.model}</span>
                </span>
                <span className="block truncate font-mono text-ink-3 text-xs">{log.request_id}</span>
              </span>
              <span className="flex shrink-0 items-center gap-3">
                <span className="figures text-ink-2 text-sm max-sm:hidden">
                  {log.latency_ms !== null && formatDuration(log.latency_ms)}
                </span>
                <EndingBadge ending={log.ending} />
              </span>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
