import { expect, test } from "vitest";
import type { Turn } from "@/lib/samples/call";
import { newRun } from "../call/run";
import { answerOf, awaitsAnswer, callsWithoutResult } from "./history";

const ASKED: Turn = { role: "user", text: "Weather?" };
const CALLED: Turn = {
  role: "assistant",
  text: "",
  calls: [
    { id: "a", name: "f", arguments: "{}" },
    { id: "b", name: "g", arguments: "{}" },
  ],
};
const result = (callId: string): Turn => ({ role: "tool", callId, result: "" });

test("calls wait for the results that are missing", () => {
  const waiting = (...turns: Turn[]) => callsWithoutResult(turns).map(({ id }) => id);
  expect(waiting(ASKED)).toEqual([]);
  expect(waiting(ASKED, CALLED)).toEqual(["a", "b"]);
  expect(waiting(ASKED, CALLED, result("a"))).toEqual(["b"]);
  expect(waiting(ASKED, CALLED, result("a"), result("b"))).toEqual([]);
});

test("the model is to answer after a message and after all results", () => {
  expect(awaitsAnswer([])).toBe(false);
  expect(awaitsAnswer([ASKED])).toBe(true);
  expect(awaitsAnswer([ASKED, CALLED, result("a")])).toBe(false);
  expect(awaitsAnswer([ASKED, CALLED, result("a"), result("b")])).toBe(true);
});

test("a stopped answer keeps its text but no call, which may be cut; a failed one nothing", () => {
  const call = {
    dialect: "openai",
    model: "m",
    system: "",
    turns: [],
    stream: true,
    parameters: {},
  } as const;
  const toolCalls = [{ index: 0, id: "a", name: "f", arguments: '{"x"' }];
  const run = { ...newRun(call), text: "Half", toolCalls };
  expect(answerOf({ ...run, status: "stopped" })).toEqual({ role: "assistant", text: "Half" });
  expect(answerOf({ ...run, status: "stopped", text: "" })).toBeNull();
  expect(answerOf({ ...run, status: "failed" })).toBeNull();
  expect(answerOf({ ...run, status: "done" })).toEqual({
    role: "assistant",
    text: "Half",
    calls: [{ id: "a", name: "f", arguments: '{"x"' }],
  });
});
