import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import { Card, CardHeader } from "@/components/ui/layout/card";
import { PageHeader } from "@/components/ui/layout/page-header";
import { type InspectedRequest, type RequestLog, requestQuery } from "@/lib/api/admin-queries";
import { formatUsd, formatWhole } from "@/lib/format/numbers";
import { formatDateTime } from "@/lib/format/times";
import { usePortal } from "@/lib/portal";
import { ADMIN_PATHS } from "../admin-paths";
import { Detail, DetailList, Duration, dateTimeOr, IdDetail } from "../details";
import { LoadedPage } from "../loaded-page";
import { OutcomeBadge } from "../state-badge";
import { AttemptsCard } from "./attempts-card";

/** One request: its usage receipt and its log. */
export function RequestPage() {
  const { api } = usePortal();
  const { id = "" } = useParams();
  const request = useQuery(requestQuery(api, id));
  return (
    <LoadedPage query={request} title="Request">
      {(data) => (
        <>
          <PageHeader title="Request" actions={<OutcomeBadge outcome={data.receipt.outcome} />}>
            {formatDateTime(new Date(data.receipt.admitted_at))}
          </PageHeader>
          <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-5 lg:grid-cols-2">
            <RequestUsageCard request={data} />
            <RequestLogCard log={data.log} />
            {data.log && data.log.attempted_targets.length > 0 && (
              <AttemptsCard attempts={data.log.attempted_targets} />
            )}
          </div>
        </>
      )}
    </LoadedPage>
  );
}

function RequestUsageCard({ request: { receipt, organization_id } }: { request: InspectedRequest }) {
  return (
    <Card>
      <CardHeader title="Usage" note="Also visible to the customer" />
      <DetailList>
        <IdDetail name="Request ID" id={receipt.request_id} />
        <IdDetail
          name="Organisation ID"
          id={organization_id}
          to={ADMIN_PATHS.organization(organization_id)}
        />
        <IdDetail name="Key ID" id={receipt.key_id} to={ADMIN_PATHS.key(receipt.key_id)} />
        <Detail name="Model">{receipt.model ?? "–"}</Detail>
        <Detail name="State">{receipt.state}</Detail>
        <Detail name="Input tokens">{formatWhole(receipt.prompt_tokens)}</Detail>
        <Detail name="Output tokens">{formatWhole(receipt.completion_tokens)}</Detail>
        <Detail name="Token source">{receipt.token_source}</Detail>
        <Detail name="Price">{formatUsd(receipt.cost_nanousd)}</Detail>
        <Detail name="Charged for">{receipt.charged_for ?? "–"}</Detail>
        <Detail name={receipt.state === "refused" ? "Refused" : "Settled"}>
          {dateTimeOr(receipt.settled_at, "–")}
        </Detail>
      </DetailList>
    </Card>
  );
}

function RequestLogCard({ log }: { log: RequestLog | null }) {
  return (
    <Card>
      <CardHeader title="Log" note="Prompts and responses are not stored" />
      {log === null ? (
        <p className="px-4 pt-2 pb-5 text-ink-2 sm:px-5">This log is no longer available.</p>
      ) : (
        <DetailList>
          <Detail name="Route">
            <span className="font-mono text-sm">{log.route ?? "no such path"}</span>
            {log.stream ? ", streamed" : ""}
          </Detail>
          <Detail name="Pool">{log.pool ?? "–"}</Detail>
          <Detail name="HTTP status">{log.status ?? "–"}</Detail>
          <Detail name="Error">
            {log.error_code ? <code className="text-sm">{log.error_code}</code> : "none"}
          </Detail>
          {log.error_param !== null && (
            <Detail name="Parameter">
              <code className="break-all text-sm">{log.error_param}</code>
            </Detail>
          )}
          <Detail name="Attempts">{log.attempts ?? "–"}</Detail>
          <Detail name="Time to first token">
            <Duration milliseconds={log.ttft_ms} />
          </Detail>
          <Detail name="Latency">
            <Duration milliseconds={log.latency_ms} />
          </Detail>
          <Detail name={log.outcome === "refused" ? "Refused" : "Admitted"}>
            {dateTimeOr(log.admitted_at, "–")}
          </Detail>
          {log.outcome !== "refused" && <Detail name="Ended">{dateTimeOr(log.ended_at, "in flight")}</Detail>}
        </DetailList>
      )}
    </Card>
  );
}
