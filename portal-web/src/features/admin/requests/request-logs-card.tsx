import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { Card, CardHeader } from "@/components/ui/layout/card";
import { PagedList } from "@/components/ui/layout/paged-list";
import { type LogFilter, type RequestLog, requestLogsQuery } from "@/lib/api/admin-queries";
import { useNow } from "@/lib/browser/use-now";
import { formatDateTime, formatDuration, formatRowTime } from "@/lib/format/times";
import { usePortal } from "@/lib/portal";
import { ADMIN_PATHS } from "../admin-paths";
import { OutcomeBadge } from "../state-badge";

/** The request logs of an organisation or a key. */
export function RequestLogsCard({ filter, className }: { filter: LogFilter; className?: string }) {
  const { api } = usePortal();
  const logs = useInfiniteQuery(requestLogsQuery(api, filter));
  return (
    <Card className={className}>
      <CardHeader title="Requests" note="Prompts and responses are not stored" />
      <PagedList
        query={logs}
        errorTitle="Request logs could not be loaded"
        empty="No request logs. Logs are kept for a limited time."
        loadMore="Show older requests"
      >
        {(entries) => <RequestLogRows logs={entries} />}
      </PagedList>
    </Card>
  );
}

function RequestLogRows({ logs }: { logs: readonly RequestLog[] }) {
  const now = useNow(60_000);
  return (
    <ul className="px-2 pt-1.5 pb-2 sm:px-3">
      {logs.map((log) => {
        const admitted = new Date(log.admitted_at);
        return (
          <li key={log.request_id}>
            <Link
              to={ADMIN_PATHS.request(log.request_id)}
              className="flex items-center justify-between gap-4 rounded-lg px-2 py-2 hover:bg-sunken"
            >
              <span className="min-w-0">
                <span className="block truncate">
                  <time dateTime={log.admitted_at} title={formatDateTime(admitted)}>
                    {formatRowTime(admitted, now)}
                  </time>
                  <span className="text-ink-2"> · {log.model ?? log.error_code}</span>
                </span>
                <span className="block truncate font-mono text-ink-3 text-xs">{log.request_id}</span>
              </span>
              <span className="flex shrink-0 items-center gap-3">
                <span className="figures text-ink-2 text-sm max-sm:hidden">
                  {log.latency_ms !== null && formatDuration(log.latency_ms)}
                </span>
                <OutcomeBadge outcome={log.outcome} />
              </span>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
