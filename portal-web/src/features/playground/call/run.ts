import { createParser } from "eventsource-parser";
import type { Call } from "@/lib/samples/call";
import { toWire } from "@/lib/samples/wire";
import { parseBody, parseFrame } from "../response";
import { addPieces, type ReceivedCall } from "../response/calls";
import type { CallError, ParsedChunk } from "../response/chunk";

/** The state of one call. Times are in milliseconds since it was sent. */
export interface Run {
  call: Call;
  status: "waiting" | "streaming" | "done" | "failed" | "stopped";
  text: string;
  toolCalls: readonly ReceivedCall[];
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
  /** Name of the event; `comment` for a keep-alive, `body` for a response that is not streamed. */
  name: string;
  data: string;
}

/** Output tokens per second after the first one; null if it cannot be measured. */
export function speedOf(run: Run): number | null {
  if (run.firstTextAt === null || run.endedAt === null || run.outputTokens === null) return null;
  const seconds = (run.endedAt - run.firstTextAt) / 1000;
  return seconds > 0.05 && run.outputTokens > 1 ? run.outputTokens / seconds : null;
}

export function newRun(call: Call): Run {
  return {
    call,
    status: "waiting",
    text: "",
    toolCalls: [],
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
 * Send the call, and report every state to `onChange`. Never rejects: a failure is part of the last state.
 * Aborting `signal` closes the connection, upon which the gateway stops the model.
 */
export async function perform(
  call: Call,
  target: { baseUrl: string; key: string },
  signal: AbortSignal,
  onChange: (run: Run) => void,
): Promise<Run> {
  const startedAt = performance.now();
  const now = () => performance.now() - startedAt;
  let run = newRun(call);
  const change = (changes: Partial<Run>) => {
    run = { ...run, ...changes };
    onChange(run);
  };
  const append = (chunk: ParsedChunk) => {
    const { text = "", calls = [], error, ...rest } = chunk;
    change({
      ...rest,
      text: run.text + text,
      toolCalls: addPieces(run.toolCalls, calls),
      ...((text || calls.length > 0) && run.firstTextAt === null ? { firstTextAt: now() } : {}),
      ...(error ? { error } : {}),
    });
  };

  try {
    const { path, headers, body } = toWire(call);
    const response = await fetch(target.baseUrl + path, {
      method: "POST",
      headers: { ...headers, authorization: `Bearer ${target.key}` },
      body: JSON.stringify(body),
      signal,
    });
    change({
      httpStatus: response.status,
      headers: [...response.headers].sort(([a], [b]) => a.localeCompare(b)),
      requestId: response.headers.get("x-request-id"),
      headersAt: now(),
      status: "streaming",
    });
    if (response.ok && response.body && response.headers.get("content-type")?.includes("event-stream")) {
      await readStream(response.body, signal, (event) => {
        change({ events: [...run.events, { at: now(), ...event }] });
        append(parseFrame(call.dialect, event.data));
      });
    } else {
      const text = await response.text();
      change({ events: [{ at: now(), name: "body", data: text }] });
      append(parseBody(call.dialect, text));
    }
    if (!run.error && run.finish === null) {
      const message = "The response ended before it was complete.";
      change({ error: { code: "incomplete", message, hint: null } });
    }
    change({ endedAt: now(), status: run.error ? "failed" : "done" });
  } catch {
    change({
      endedAt: now(),
      ...(signal.aborted
        ? { status: "stopped" }
        : { status: "failed", error: run.httpStatus === null ? UNREACHABLE : DISCONNECTED }),
    });
  }
  return run;
}

const UNREACHABLE: CallError = {
  code: "network",
  message: "The API cannot be reached.",
  hint: "Check your connection.",
};
const DISCONNECTED: CallError = {
  code: "network",
  message: "The connection was lost during the response.",
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
