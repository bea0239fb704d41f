import type { Call } from "../call";

/** The body of `POST /v1/completions`. */
export function completionBody({ model, turns, stream, parameters }: Call) {
  const last = turns.findLast((turn) => turn.role === "user");
  return { model, prompt: last?.text ?? "", ...parameters, ...(stream ? { stream: true } : {}) };
}
