import { Badge, type Tone } from "@/components/ui/feedback/badge";

const TONES: Readonly<Record<string, Tone>> = {
  active: "good",
  draining: "warn",
  disabled: "warn",
  suspended: "bad",
};

/** A state set by an operator. */
export function StateBadge({ state }: { state: string }) {
  return <Badge tone={TONES[state] ?? "neutral"}>{state}</Badge>;
}

const OUTCOME_TONES: Readonly<Record<string, Tone>> = {
  ok: "good",
  client_disconnected: "neutral",
  refused: "warn",
};

/** The outcome of a request, as in logs and metrics. */
export function OutcomeBadge({ outcome }: { outcome: string | null }) {
  if (outcome === null) return <Badge tone="accent">in flight</Badge>;
  return <Badge tone={OUTCOME_TONES[outcome] ?? "bad"}>{outcome}</Badge>;
}
