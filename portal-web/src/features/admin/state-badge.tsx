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

/** The outcome of a request, as in logs and metrics. */
export function OutcomeBadge({ outcome }: { outcome: string | null }) {
  if (outcome === null) return <Badge tone="accent">in flight</Badge>;
  const tone = outcome === "ok" ? "good" : outcome === "client_disconnected" ? "neutral" : "bad";
  return <Badge tone={tone}>{outcome}</Badge>;
}
