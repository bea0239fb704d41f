import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import { Card, CardHeader } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { type InspectedRequest, type RequestLog, requestQuery } from "@/lib/api/admin-queries";
import { formatDateTime, formatDuration, formatUsd, formatWhole } from "@/lib/format";
import { usePortal } from "@/lib/portal";
import { ADDRESS } from "../addresses";
import { at, Fact, Facts, IdFact } from "../facts";
import { Loaded } from "../loaded";
import { EndingBadge } from "../state-badge";

/** Everything that is known of one request. */
export function RequestPage() {
  const { api } = usePortal();
  const { id = "" } = useParams();
  const request = useQuery(requestQuery(api, id));
  return (
    <Loaded query={request} title="Request">
      {(found) => (
        <>
          <PageHeader title="Request" actions={<EndingBadge ending={found.receipt.ending} />}>
            {formatDateTime(new Date(found.receipt.admitted_at))}
          </PageHeader>
          <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-5 lg:grid-cols-2">
            <Receipt found={found} />
            <Log log={found.log} />
          </div>
        </>
      )}
    </Loaded>
  );
}

function Receipt({ found: { receipt, organization_id } }: { found: InspectedRequest }) {
  return (
    <Card>
      <CardHeader title="Usage" note="What its customer sees as well." />
      <Facts>
        <IdFact name="Request id" id={receipt.request_id} />
        <IdFact name="Organisation id" id={organization_id} to={ADDRESS.organization(organization_id)} />
        <IdFact name="Key id" id={receipt.key_id} to={ADDRESS.key(receipt.key_id)} />
        <Fact name="Model">{receipt.model}</Fact>
        <Fact name="State">{receipt.state}</Fact>
        <Fact name="Input tokens">{formatWhole(receipt.prompt_tokens)}</Fact>
        <Fact name="Output tokens">{formatWhole(receipt.completion_tokens)}</Fact>
        <Fact name="Counted by">{receipt.token_source}</Fact>
        <Fact name="Price">{formatUsd(receipt.cost_nanousd)}</Fact>
        <Fact name="Charged for">{receipt.charged_for ?? "–"}</Fact>
        <Fact name="Settled">{at(receipt.settled_at, "–")}</Fact>
      </Facts>
    </Card>
  );
}

function Log({ log }: { log: RequestLog | null }) {
  return (
    <Card>
      <CardHeader title="Log" note="Neither prompt nor answer is kept." />
      {log === null ? (
        <p className="px-4 pt-2 pb-5 text-ink-2 sm:px-5">It is no longer kept.</p>
      ) : (
        <Facts>
          <Fact name="Route">
            <span className="font-mono text-sm">{log.route}</span>
            {log.stream ? ", streamed" : ""}
          </Fact>
          <Fact name="Pool">{log.pool}</Fact>
          <Fact name="HTTP status">{log.status ?? "–"}</Fact>
          <Fact name="Error">
            {log.error_code ? <code className="text-sm">{log.error_code}</code> : "none"}
          </Fact>
          <Fact name="Routers tried">{log.attempts ?? "–"}</Fact>
          <Fact name="Retries of the client">{log.client_retry ?? "–"}</Fact>
          <Fact name="First token">{duration(log.ttft_ms)}</Fact>
          <Fact name="Whole answer">{duration(log.latency_ms)}</Fact>
          <Fact name="Let in">{at(log.admitted_at, "–")}</Fact>
          <Fact name="Ended">{at(log.ended_at, "in flight")}</Fact>
        </Facts>
      )}
    </Card>
  );
}

function duration(milliseconds: number | null) {
  if (milliseconds === null) return "–";
  return <span title={`${formatWhole(milliseconds)} ms`}>{formatDuration(milliseconds)}</span>;
}
