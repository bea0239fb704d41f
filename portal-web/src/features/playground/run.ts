import { createParser } from "eventsource-parser";
import { type Call, wire } from "@/lib/samples/call";
import { type CallError, readBody, readFrame, type Said } from "./reading";

/** One call as it happens. Times are milliseconds since it was sent. */
export interface Run {
  call: Call;
  status: "waiting" | "streaming" | "done" | "failed" | "stopped";
  text: string;
  events: RunEvent[];
  httpStatus: number | null;
  headers: [string, string][];
  requestId: string | null;
  headersAt: number | null;
  firstTextAt: number | null;
  endedAt: number | null;
  inputTokens: number | null;
  outputTokens: number | null;
  finish: string | null;
  error: CallError | null;
}

export interface RunEvent {
  at: number;
  /** Name of the event, `comment` for a keep-alive, `body` for an answer in one piece. */
  name: string;
  data: string;
}

/** Output tokens a second from the first one on; null where there is nothing to measure. */
export function speedOf(run: Run): number | null {
  if (run.firstTextAt === null || run.endedAt === null || run.outputTokens === null) return null;
  const seconds = (run.endedAt - run.firstTextAt) / 1000;
  return seconds > 0.05 && run.outputTokens > 1 ? run.outputTokens / seconds : null;
}

export function begun(call: Call): Run {
  return {
    call,
    status: "waiting",
    text: "",
    events: [],
    httpStatus: null,
    headers: [],
    requestId: null,
    headersAt: null,
    firstTextAt: null,
    endedAt: null,
    inputTokens: null,
    outputTokens: null,
    finish: null,
    error: null,
  };
}

/**
 * Make the call, telling `onChange` of every state of it. Never rejects: what fails is in the last state.
 * Aborting `signal` stops it; the gateway then stops the model.
 */
export async function perform(
  call: Call,
  place: { baseUrl: string; key: string },
  signal: AbortSignal,
  onChange: (run: Run) => void,
): Promise<Run> {
  const began = performance.now();
  const now = () => performance.now() - began;
  let run = begun(call);
  const change = (by: Partial<Run>) => {
    run = { ...run, ...by };
    onChange(run);
  };
  const hear = (said: Said) => {
    const { text = "", error, ...rest } = said;
    change({
      ...rest,
      text: run.text + text,
      ...(text && run.firstTextAt === null ? { firstTextAt: now() } : {}),
      ...(error ? { error } : {}),
    });
  };

  try {
    const { path, headers, body } = wire(call);
    const answer = await fetch(place.baseUrl + path, {
      method: "POST",
      headers: { ...headers, authorization: `Bearer ${place.key}` },
      body: JSON.stringify(body),
      signal,
    });
    change({
      httpStatus: answer.status,
      headers: [...answer.headers].sort(([a], [b]) => a.localeCompare(b)),
      requestId: answer.headers.get("x-request-id"),
      headersAt: now(),
      status: "streaming",
    });
    if (answer.ok && answer.body && answer.headers.get("content-type")?.includes("event-stream")) {
      await readStream(answer.body, signal, (event) => {
        change({ events: [...run.events, { at: now(), ...event }] });
        hear(readFrame(call.dialect, event.data));
      });
    } else {
      const text = await answer.text();
      change({ events: [{ at: now(), name: "body", data: text }] });
      hear(readBody(call.dialect, text));
    }
    if (!run.error && run.finish === null) {
      const message = "The answer ended without saying that it was complete.";
      change({ error: { code: "incomplete", message, hint: null } });
    }
    change({ endedAt: now(), status: run.error ? "failed" : "done" });
  } catch {
    change({
      endedAt: now(),
      ...(signal.aborted
        ? { status: "stopped" }
        : { status: "failed", error: run.httpStatus === null ? UNREACHABLE : BROKEN_OFF }),
    });
  }
  return run;
}

const UNREACHABLE: CallError = {
  code: "network",
  message: "The API cannot be reached.",
  hint: "Check your connection.",
};
const BROKEN_OFF: CallError = {
  code: "network",
  message: "The connection broke off in the middle of the answer.",
  hint: null,
};

async function readStream(
  body: ReadableStream<Uint8Array>,
  signal: AbortSignal,
  onEvent: (event: { name: string; data: string }) => void,
): Promise<void> {
  const parser = createParser({
    onEvent: (event) => onEvent({ name: event.event ?? "message", data: event.data }),
    onComment: (comment) => onEvent({ name: "comment", data: comment }),
  });
  const reader = body.getReader();
  signal.addEventListener("abort", () => void reader.cancel());
  const decoder = new TextDecoder();
  for (;;) {
    const { done, value } = await reader.read();
    signal.throwIfAborted();
    if (done) return;
    parser.feed(decoder.decode(value, { stream: true }));
  }
}
