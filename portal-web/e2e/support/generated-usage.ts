import type { PastRequest } from "./product.ts";

/** Pseudo-random requests over some days: varying load, mostly successful. */
export function generatedUsage(days: number, perDay: number, end = new Date()): PastRequest[] {
  const random = generator(20);
  const requests: PastRequest[] = [];
  for (let day = days; day >= 0; day -= 1) {
    const weekday = new Date(end.getTime() - day * 86_400_000).getUTCDay();
    const load =
      (weekday === 0 || weekday === 6 ? 0.35 : 1) * (0.7 + random() * 0.6) * (1.2 - day / (days * 2));
    for (let n = 0; n < perDay * load; n += 1) {
      const at = new Date(end.getTime() - day * 86_400_000 - random() ** 1.6 * 50_000_000);
      const failure = random();
      requests.push({
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
        completionTokens: failure < 0.015 ? 0 : Math.round(30 + random() ** 2 * 700),
        ...(failure < 0.015
          ? { outcome: "failed_before_first_byte" as const }
          : failure < 0.02
            ? { outcome: "failed_after_first_byte" as const, errorCode: "stream_interrupted", status: 200 }
            : failure < 0.045
              ? { outcome: "client_disconnected" as const }
              : {}),
      });
    }
  }
  return requests;
}

function pick<Value>(at: number, shares: readonly [Value, number][]): Value {
  const found = shares.find(([, until]) => at <= until) ?? shares[0];
  if (!found) throw new Error("There is nothing to pick from.");
  return found[0];
}

/** The same numbers in every run. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}
