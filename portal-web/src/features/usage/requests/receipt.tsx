import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { CopyButton } from "@/components/ui/controls/copy-button";
import { Badge } from "@/components/ui/feedback/badge";
import { ErrorState } from "@/components/ui/feedback/error-state";
import { Skeleton } from "@/components/ui/feedback/skeleton";
import { Dialog } from "@/components/ui/overlays/dialog";
import type { UsageEvent, UsageReceipt } from "@/lib/api/queries";
import { formatUsd, formatWhole } from "@/lib/format/numbers";
import { formatDateTime, formatDuration } from "@/lib/format/times";
import { PATHS } from "@/lib/paths";
import { usePortal } from "@/lib/portal";
import { EXPLANATIONS, outcomeOf, speedOf } from "./outcome";
import { receiptQuery } from "./receipt-query";

/** The receipt of one request. `listed`, if it is in the list already, is shown until the receipt is loaded. */
export function Receipt({
  requestId,
  listed,
  onClose,
}: {
  requestId: string;
  listed: UsageEvent | undefined;
  onClose: () => void;
}) {
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title="Request"
      description={listed && formatDateTime(new Date(listed.admitted_at))}
      position="right"
    >
      <ReceiptContent requestId={requestId} listed={listed} />
    </Dialog>
  );
}

function ReceiptContent({ requestId, listed }: { requestId: string; listed: UsageEvent | undefined }) {
  const { api } = usePortal();
  const receipt = useQuery(receiptQuery(api, requestId));
  const event = receipt.data ?? listed;
  return (
    <div className="grid gap-6">
      <div className="flex items-center justify-between gap-2 rounded-lg bg-sunken py-1 pr-1 pl-3">
        <span className="min-w-0 break-all font-mono text-sm">{requestId}</span>
        <CopyButton text={requestId} label="Copy request ID" />
      </div>
      {event && <ReceiptDetails event={event} />}
      {!event && receipt.isPending && <Skeleton className="h-80 w-full" />}
      {!event && receipt.isError && (
        <ErrorState
          compact
          error={receipt.error}
          title="The request could not be found"
          onRetry={() => void receipt.refetch()}
        />
      )}
    </div>
  );
}

function ReceiptDetails({ event }: { event: UsageEvent | UsageReceipt }) {
  const outcome = outcomeOf(event);
  return (
    <>
      <div>
        <Badge tone={outcome.tone}>{outcome.label}</Badge>
        {event.outcome && <p className="mt-2 text-ink-2">{EXPLANATIONS[event.outcome]}</p>}
      </div>
      <ReceiptSection>
        {event.model !== null && <ReceiptField name="Model">{event.model}</ReceiptField>}
        <ReceiptField name="Route">
          {event.route === null ? (
            "none has this path"
          ) : (
            <span className="font-mono text-sm">{event.route}</span>
          )}
          {event.stream ? ", streamed" : ""}
        </ReceiptField>
        <ReceiptField name="Key">{event.key_name}</ReceiptField>
        {event.status !== null && <ReceiptField name="HTTP status">{event.status}</ReceiptField>}
        {event.error_code && (
          <ReceiptField name="Error">
            <Link
              className="font-mono text-accent text-sm underline-offset-4 hover:underline"
              to={`${PATHS.docs}#error-${event.error_code}`}
            >
              {event.error_code}
            </Link>
          </ReceiptField>
        )}
        {event.error_param !== null && (
          <ReceiptField name="Parameter">
            <span className="break-all font-mono text-sm">{event.error_param}</span>
          </ReceiptField>
        )}
        {event.state === "refused" && (
          <ReceiptField name="Refused">{formatDateTime(new Date(event.admitted_at))}</ReceiptField>
        )}
      </ReceiptSection>
      {event.state !== "refused" && <RunDetails event={event} />}
    </>
  );
}

/** What the model did, and what it cost. */
function RunDetails({ event }: { event: UsageEvent | UsageReceipt }) {
  const speed = speedOf(event);
  return (
    <>
      <ReceiptSection>
        <ReceiptField name="Input tokens">{formatWhole(event.prompt_tokens)}</ReceiptField>
        <ReceiptField name="Output tokens">{formatWhole(event.completion_tokens)}</ReceiptField>
        <ReceiptField name="Total">{formatWhole(event.total_tokens)}</ReceiptField>
        <ReceiptField name="Token source">
          {event.token_source === "router" ? "reported by the model" : "estimated"}
        </ReceiptField>
        <ReceiptField name="Price">
          {event.cost_nanousd === 0 ? "Included in the plan" : formatUsd(event.cost_nanousd)}
        </ReceiptField>
        {"charged_for" in event && event.charged_for && event.cost_nanousd > 0 && (
          <ReceiptField name="Charged for">{event.charged_for}</ReceiptField>
        )}
      </ReceiptSection>
      <ReceiptSection>
        <ReceiptField name="Time to first token">
          {event.ttft_ms === null ? "–" : formatDuration(event.ttft_ms)}
        </ReceiptField>
        <ReceiptField name="Latency">
          {event.latency_ms === null ? "–" : formatDuration(event.latency_ms)}
        </ReceiptField>
        {speed !== null && <ReceiptField name="Speed">{speed.toFixed(1)} tokens/s</ReceiptField>}
        <ReceiptField name="Started">{formatDateTime(new Date(event.admitted_at))}</ReceiptField>
        {event.settled_at && (
          <ReceiptField name="Ended">{formatDateTime(new Date(event.settled_at))}</ReceiptField>
        )}
      </ReceiptSection>
    </>
  );
}

function ReceiptSection({ children }: { children: ReactNode }) {
  return <dl className="grid gap-2 border-line border-t pt-4">{children}</dl>;
}

function ReceiptField({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-4">
      <dt className="text-ink-2">{name}</dt>
      <dd className="figures min-w-0 break-words text-right">{children}</dd>
    </div>
  );
}
