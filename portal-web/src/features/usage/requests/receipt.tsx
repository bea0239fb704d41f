import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { Badge } from "@/components/ui/badge";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog } from "@/components/ui/dialog";
import { Skeleton } from "@/components/ui/skeleton";
import { ErrorState } from "@/components/ui/states";
import type { UsageEvent, UsageReceipt } from "@/lib/api/queries";
import { formatDateTime, formatDuration, formatUsd, formatWhole } from "@/lib/format";
import { PATHS } from "@/lib/paths";
import { usePortal } from "@/lib/portal";
import { EXPLANATIONS, endingOf, speedOf } from "./ending";
import { receiptQuery } from "./receipt-query";

/** Everything that is known of one request. `known` is shown until the receipt itself is there. */
export function Receipt({
  requestId,
  known,
  onClose,
}: {
  requestId: string;
  known: UsageEvent | undefined;
  onClose: () => void;
}) {
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title="Request"
      description={known && formatDateTime(new Date(known.admitted_at))}
      place="right"
    >
      <Content requestId={requestId} known={known} />
    </Dialog>
  );
}

function Content({ requestId, known }: { requestId: string; known: UsageEvent | undefined }) {
  const { api } = usePortal();
  const receipt = useQuery(receiptQuery(api, requestId));
  const event = receipt.data ?? known;
  return (
    <div className="grid gap-6">
      <div className="flex items-center justify-between gap-2 rounded-lg bg-sunken py-1 pr-1 pl-3">
        <span className="min-w-0 break-all font-mono text-sm">{requestId}</span>
        <CopyButton text={requestId} label="Copy request id" />
      </div>
      {event && <Facts event={event} />}
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

function Facts({ event }: { event: UsageEvent | UsageReceipt }) {
  const ending = endingOf(event);
  const speed = speedOf(event);
  return (
    <>
      <div>
        <Badge tone={ending.tone}>{ending.word}</Badge>
        {event.ending && <p className="mt-2 text-ink-2">{EXPLANATIONS[event.ending]}</p>}
      </div>
      <Group>
        <Fact name="Model">{event.model}</Fact>
        <Fact name="Route">
          <span className="font-mono text-sm">{event.route}</span>
          {event.stream ? ", streamed" : ""}
        </Fact>
        <Fact name="Key">{event.key_name}</Fact>
        {event.status !== null && <Fact name="HTTP status">{event.status}</Fact>}
        {event.error_code && (
          <Fact name="Error">
            <Link
              className="font-mono text-accent text-sm underline-offset-4 hover:underline"
              to={`${PATHS.docs}#error-${event.error_code}`}
            >
              {event.error_code}
            </Link>
          </Fact>
        )}
      </Group>
      <Group>
        <Fact name="Input tokens">{formatWhole(event.prompt_tokens)}</Fact>
        <Fact name="Output tokens">{formatWhole(event.completion_tokens)}</Fact>
        <Fact name="Total">{formatWhole(event.total_tokens)}</Fact>
        <Fact name="Counted by">{event.token_source === "router" ? "the model" : "an estimate"}</Fact>
        <Fact name="Price">
          {event.cost_nanousd === 0 ? "Included in the plan" : formatUsd(event.cost_nanousd)}
        </Fact>
        {"charged_for" in event && event.charged_for && event.cost_nanousd > 0 && (
          <Fact name="Charged for">{event.charged_for}</Fact>
        )}
      </Group>
      <Group>
        <Fact name="First token">{event.ttft_ms === null ? "–" : formatDuration(event.ttft_ms)}</Fact>
        <Fact name="Whole answer">{event.latency_ms === null ? "–" : formatDuration(event.latency_ms)}</Fact>
        {speed !== null && <Fact name="Speed">{speed.toFixed(1)} tokens/s</Fact>}
        <Fact name="Began">{formatDateTime(new Date(event.admitted_at))}</Fact>
        {event.settled_at && <Fact name="Ended">{formatDateTime(new Date(event.settled_at))}</Fact>}
      </Group>
    </>
  );
}

function Group({ children }: { children: ReactNode }) {
  return <dl className="grid gap-2 border-line border-t pt-4">{children}</dl>;
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-4">
      <dt className="text-ink-2">{name}</dt>
      <dd className="figures min-w-0 break-words text-right">{children}</dd>
    </div>
  );
}
