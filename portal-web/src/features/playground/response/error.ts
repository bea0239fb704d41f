import { type CallError, type Json, object, stringOrNull } from "./chunk";

/** The error in a frame or body, of any format: OpenAI's, Anthropic's, and the envelope of completions. */
export function errorOf(body: Json): CallError | null {
  return typeof body.error === "object" && body.error !== null ? errorIn(object(body.error)) : null;
}

export function errorIn(error: Json): CallError {
  const details = object(error.details);
  return {
    code: stringOrNull(error.code) ?? stringOrNull(details.error_code) ?? stringOrNull(error.type),
    message: stringOrNull(error.message) ?? "The request failed.",
    hint: stringOrNull(details.hint),
  };
}
