import type { Tone } from "@/components/ui/feedback/badge";
import type { Outcome, UsageEvent } from "@/lib/api/queries";

const TONES: Readonly<Record<Outcome, Tone>> = {
  ok: "good",
  client_disconnected: "neutral",
  failed_before_first_byte: "bad",
  failed_after_first_byte: "bad",
  deadline: "bad",
  abandoned: "warn",
  refused: "warn",
};

/** Label and tone of a request's outcome. */
export function outcomeOf({ state, outcome, status }: Pick<UsageEvent, "state" | "outcome" | "status">): {
  label: string;
  tone: Tone;
} {
  if (state === "admitted") return { label: "In flight", tone: "accent" };
  if (outcome === null || outcome === "failed_before_first_byte") {
    return { label: status ? `${OUTCOMES.failed_before_first_byte}, ${status}` : "Failed", tone: "bad" };
  }
  if (outcome === "refused") return { label: `${OUTCOMES.refused}, ${status}`, tone: TONES.refused };
  return { label: OUTCOMES[outcome], tone: TONES[outcome] };
}

/** The outcomes that requests can be filtered by, with their labels. */
export const OUTCOMES: Readonly<Record<Outcome, string>> = {
  ok: "OK",
  client_disconnected: "Disconnected",
  failed_before_first_byte: "Failed",
  failed_after_first_byte: "Interrupted",
  deadline: "Timed out",
  abandoned: "Abandoned",
  refused: "Refused",
};

export function isOutcome(text: string | null): text is Outcome {
  return text !== null && Object.hasOwn(OUTCOMES, text);
}

/** What happened, for the receipt. */
export const EXPLANATIONS: Readonly<Record<Outcome, string>> = {
  ok: "The response was delivered completely.",
  client_disconnected: "The client closed the connection before the response was complete.",
  failed_before_first_byte: "The request failed before any output was sent.",
  failed_after_first_byte:
    "The request failed after output had been sent; the stream ended with an error event.",
  deadline: "The request exceeded the time limit. Text that was delivered by then is paid for.",
  abandoned: "The end of the request was never reported.",
  refused: "The request was refused before a model ran. It costs nothing and counts towards no limit.",
};

/** Output tokens per second, after the first token. */
export function speedOf({ completion_tokens, ttft_ms, latency_ms }: UsageEvent): number | null {
  if (ttft_ms === null || latency_ms === null || latency_ms <= ttft_ms || completion_tokens < 2) return null;
  return completion_tokens / ((latency_ms - ttft_ms) / 1000);
}
