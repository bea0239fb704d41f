import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import type { Call } from "@/lib/samples/call";
import { API } from "@/testing/fixtures";
import { server } from "@/testing/server";
import { perform, type Run, speedOf } from "./run";

const CALL: Call = {
  dialect: "openai",
  model: "oss-20b",
  system: "",
  turns: [{ role: "user", text: "Hello" }],
  stream: true,
  parameters: {},
};
const TARGET = { baseUrl: API, key: "ctx_secret" };

const chunk = (content: string, finish: string | null = null) =>
  `data: ${JSON.stringify({ choices: [{ delta: { content }, finish_reason: finish }] })}\n\n`;

function mockStream(...pieces: string[]) {
  server.use(
    http.post(`${API}/v1/chat/completions`, () => {
      const body = new ReadableStream({
        start(controller) {
          for (const piece of pieces) controller.enqueue(new TextEncoder().encode(piece));
          controller.close();
        },
      });
      return new HttpResponse(body, {
        headers: { "content-type": "text/event-stream; charset=utf-8", "x-request-id": "req_1" },
      });
    }),
  );
}

const run = (signal = new AbortController().signal, onChange: (run: Run) => void = () => {}) =>
  perform(CALL, TARGET, signal, onChange);

test("a stream is assembled from chunks split anywhere, also inside a character", async () => {
  const whole = `: keep-alive\n${chunk("Grü")}: keep-alive\n${chunk("ße")}${chunk("", "stop")}data: [DONE]\n\n`;
  const bytes = new TextEncoder().encode(whole);
  server.use(
    http.post(`${API}/v1/chat/completions`, () => {
      const body = new ReadableStream({
        start(controller) {
          for (let at = 0; at < bytes.length; at += 7) controller.enqueue(bytes.slice(at, at + 7));
          controller.close();
        },
      });
      return new HttpResponse(body, {
        headers: { "content-type": "text/event-stream", "x-request-id": "req_1" },
      });
    }),
  );
  const done = await run();
  expect(done).toMatchObject({
    status: "done",
    text: "Grüße",
    finish: "stop",
    requestId: "req_1",
    error: null,
  });
  expect(done.events.map(({ name }) => name)).toEqual([
    "comment",
    "message",
    "comment",
    "message",
    "message",
    "message",
  ]);
});

test("onChange is called for every state", async () => {
  mockStream(chunk("a"), chunk("b", "stop"));
  const states: string[] = [];
  await run(undefined, (state) => states.push(state.status));
  expect(states[0]).toBe("streaming");
  expect(states.at(-1)).toBe("done");
});

test("an error frame fails the run and keeps the text before it", async () => {
  mockStream(
    chunk("Half"),
    `data: ${JSON.stringify({ error: { code: "stream_interrupted", message: "It stopped." } })}\n\n`,
  );
  expect(await run()).toMatchObject({
    status: "failed",
    text: "Half",
    error: { code: "stream_interrupted" },
  });
});

test("a stream without a finish reason is incomplete", async () => {
  mockStream(chunk("Half"));
  expect(await run()).toMatchObject({ status: "failed", text: "Half", error: { code: "incomplete" } });
});

test("an HTTP error is parsed, with its status and headers", async () => {
  server.use(
    http.post(`${API}/v1/chat/completions`, () =>
      HttpResponse.json(
        { error: { message: "The API key is not valid.", code: "invalid_api_key", type: "x", param: null } },
        { status: 401, headers: { "x-request-id": "req_2" } },
      ),
    ),
  );
  const failed = await run();
  expect(failed).toMatchObject({
    status: "failed",
    httpStatus: 401,
    requestId: "req_2",
    error: { code: "invalid_api_key" },
  });
  expect(failed.headers).toContainEqual(["x-request-id", "req_2"]);
});

test("a network failure is an error", async () => {
  server.use(http.post(`${API}/v1/chat/completions`, () => HttpResponse.error()));
  expect(await run()).toMatchObject({ status: "failed", error: { code: "network" } });
});

test("stopping keeps the text received so far", async () => {
  server.use(
    http.post(`${API}/v1/chat/completions`, () => {
      const body = new ReadableStream({
        start: (controller) => controller.enqueue(new TextEncoder().encode(chunk("Started"))),
      });
      return new HttpResponse(body, { headers: { "content-type": "text/event-stream" } });
    }),
  );
  const controller = new AbortController();
  const stopped = await run(controller.signal, ({ text }) => text === "Started" && controller.abort());
  expect(stopped).toMatchObject({ status: "stopped", text: "Started", error: null });
});

test("speed is measured from the first token", () => {
  const run = { firstTextAt: 500, endedAt: 2500, outputTokens: 100 } as Run;
  expect(speedOf(run)).toBe(50);
  expect(speedOf({ ...run, outputTokens: null })).toBeNull();
});
