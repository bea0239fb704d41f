import type { PastRequest } from "./product.ts";

/** Weeks of requests as a small product would make them: by day and night, mostly well, now and then not. */
export function believableUsage(days: number, perDay: number, end = new Date()): PastRequest[] {
  const random = generator(20);
  const found: PastRequest[] = [];
  for (let day = days; day >= 0; day -= 1) {
    const weekday = new Date(end.getTime() - day * 86_400_000).getUTCDay();
    const busy =
      (weekday === 0 || weekday === 6 ? 0.35 : 1) * (0.7 + random() * 0.6) * (1.2 - day / (days * 2));
    for (let n = 0; n < perDay * busy; n += 1) {
      const at = new Date(end.getTime() - day * 86_400_000 - random() ** 1.6 * 50_000_000);
      const ill = random();
      found.push({
        at,
        model: pick(random(), [
          ["oss-20b", 0.55],
          ["oss-120b", 0.8],
          ["gemma-4-26b", 0.93],
          ["qwen-3.5-9b", 1],
        ]),
        route: pick(random(), [
          ["/v1/chat/completions", 0.7],
          ["/v1/messages", 0.95],
          ["/v1/completions", 1],
        ]),
        promptTokens: Math.round(80 + random() ** 2 * 1800),
        ttftMs: Math.round(140 + random() ** 3 * 900),
        latencyMs: Math.round(700 + random() ** 2 * 9000),
        completionTokens: ill < 0.015 ? 0 : Math.round(30 + random() ** 2 * 700),
        ...(ill < 0.015
          ? { ending: "failed_before_first_byte" as const }
          : ill < 0.02
            ? { ending: "failed_after_first_byte" as const, errorCode: "stream_interrupted", status: 200 }
            : ill < 0.045
              ? { ending: "cancelled" as const }
              : {}),
      });
    }
  }
  return found;
}

function pick<Value>(at: number, shares: readonly [Value, number][]): Value {
  const found = shares.find(([, until]) => at <= until) ?? shares[0];
  if (!found) throw new Error("There is nothing to pick from.");
  return found[0];
}

/** The same numbers at every run. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}
