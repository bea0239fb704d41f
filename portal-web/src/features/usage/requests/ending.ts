import type { Tone } from "@/components/ui/badge";
import type { Ending, UsageEvent } from "@/lib/api/queries";

const TONES: Readonly<Record<Ending, Tone>> = {
  ok: "good",
  cancelled: "neutral",
  failed_before_first_byte: "bad",
  failed_after_first_byte: "bad",
  deadline: "bad",
  abandoned: "warn",
};

/** How a request ended, in a word and its tone. */
export function endingOf({ state, ending, status }: Pick<UsageEvent, "state" | "ending" | "status">): {
  word: string;
  tone: Tone;
} {
  if (state === "admitted") return { word: "In flight", tone: "accent" };
  if (ending === null || ending === "failed_before_first_byte") {
    return { word: status ? `${ENDINGS.failed_before_first_byte}, ${status}` : "Failed", tone: "bad" };
  }
  return { word: ENDINGS[ending], tone: TONES[ending] };
}

/** What can be filtered by. */
export const ENDINGS: Readonly<Record<Ending, string>> = {
  ok: "OK",
  cancelled: "Cancelled",
  failed_before_first_byte: "Failed",
  failed_after_first_byte: "Interrupted",
  deadline: "Timed out",
  abandoned: "Abandoned",
};

export function isEnding(text: string | null): text is Ending {
  return text !== null && Object.hasOwn(ENDINGS, text);
}

/** What happened, in a sentence for the receipt. */
export const EXPLANATIONS: Readonly<Record<Ending, string>> = {
  ok: "The answer was delivered whole.",
  cancelled: "The client closed the connection before the end.",
  failed_before_first_byte: "It failed before any text was sent.",
  failed_after_first_byte: "It failed after text had been sent; the client was told inside the stream.",
  deadline: "It took longer than a request may.",
  abandoned: "Its end was never reported to us.",
};

/** Output tokens a second, from the first token on. */
export function speedOf({ completion_tokens, ttft_ms, latency_ms }: UsageEvent): number | null {
  if (ttft_ms === null || latency_ms === null || latency_ms <= ttft_ms || completion_tokens < 2) return null;
  return completion_tokens / ((latency_ms - ttft_ms) / 1000);
}
