import { Badge, type Tone } from "@/components/ui/badge";

const TONES: Readonly<Record<string, Tone>> = {
  active: "good",
  draining: "warn",
  disabled: "warn",
  suspended: "bad",
};

/** The state that an operator put something into. */
export function StateBadge({ state }: { state: string }) {
  return <Badge tone={TONES[state] ?? "neutral"}>{state}</Badge>;
}

/** How a request ended, in the words of logs and metrics. */
export function EndingBadge({ ending }: { ending: string | null }) {
  if (ending === null) return <Badge tone="accent">in flight</Badge>;
  const tone = ending === "ok" ? "good" : ending === "cancelled" ? "neutral" : "bad";
  return <Badge tone={tone}>{ending}</Badge>;
}
