import { screen, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { API, SECRET } from "@/testing/fixtures";
import { open } from "@/testing/open";
import { server } from "@/testing/server";

async function openWithKey() {
  const page = open("/portal/playground");
  await page.user.type(await screen.findByLabelText("API key"), SECRET);
  await page.user.click(screen.getByRole("button", { name: "Use" }));
  await screen.findByText("ctx_4fQz…9aLm");
  return page;
}

const call = (text: string) => ({
  tool_calls: [
    { index: 0, id: "call_1", type: "function", function: { name: "get_weather", arguments: text } },
  ],
});

/** Let each request be answered with the next of `deltas`, and return the bodies of the requests. */
function mockAnswers(...deltas: unknown[]) {
  const bodies: Record<string, unknown>[] = [];
  server.use(
    http.post(`${API}/v1/chat/completions`, async ({ request }) => {
      const delta = deltas[bodies.length];
      bodies.push((await request.json()) as Record<string, unknown>);
      const frame = JSON.stringify({ choices: [{ delta, finish_reason: "stop" }] });
      return new HttpResponse(`data: ${frame}\n\ndata: [DONE]\n\n`, {
        headers: { "content-type": "text/event-stream" },
      });
    }),
  );
  return bodies;
}

test("a call is shown with its arguments, and its result continues the conversation", async () => {
  const { user } = await openWithKey();
  const bodies = mockAnswers(call('{"city":"Lisbon"}'), { content: "It rains in Lisbon." });
  await user.click(screen.getByRole("button", { name: "Insert a sample: Tools" }));
  await user.selectOptions(screen.getByLabelText("Tool choice"), "get_weather");
  await user.type(screen.getByLabelText("Message"), "Weather in Lisbon?{Enter}");

  const shown = await screen.findByRole("region", { name: "Call of get_weather" });
  expect(shown.querySelector("pre")?.textContent).toBe('{\n  "city": "Lisbon"\n}');
  expect(bodies[0]).toMatchObject({ tool_choice: { type: "function", function: { name: "get_weather" } } });

  const result = await screen.findByLabelText("Result of get_weather");
  expect(result).toHaveFocus();
  await user.type(result, "rain");
  await user.click(screen.getByRole("button", { name: "Send result" }));
  expect(await screen.findByText("It rains in Lisbon.")).toBeVisible();
  expect(within(screen.getByRole("region", { name: "Call of get_weather" })).getByText("rain")).toBeVisible();
  expect(screen.getByLabelText("Message")).toHaveFocus();
  expect(bodies[1]?.messages).toMatchObject([
    { role: "user" },
    { role: "assistant", tool_calls: [{ id: "call_1", function: { arguments: '{"city":"Lisbon"}' } }] },
    { role: "tool", tool_call_id: "call_1", content: "rain" },
  ]);
});

test("arguments that are not JSON are shown as they are, and an error after them beside them", async () => {
  const { user } = await openWithKey();
  server.use(
    http.post(`${API}/v1/chat/completions`, () => {
      const frames = [
        { choices: [{ delta: call('{"city": Lis'), finish_reason: null }] },
        { error: { message: "The arguments are not JSON.", code: "model_output_invalid", type: "x" } },
      ];
      return new HttpResponse(frames.map((frame) => `data: ${JSON.stringify(frame)}\n\n`).join(""), {
        headers: { "content-type": "text/event-stream" },
      });
    }),
  );
  await user.click(screen.getByRole("button", { name: "Insert a sample: Tools" }));
  await user.type(screen.getByLabelText("Message"), "Weather?{Enter}");
  expect(await screen.findByRole("alert")).toHaveTextContent("The arguments are not JSON.");
  expect(screen.getByRole("region", { name: "Call of get_weather" })).toHaveTextContent('{"city": Lis');
  expect(screen.queryByLabelText("Result of get_weather")).toBeNull();
});

test("results of parallel calls of one tool are entered apart, and each goes to its call", async () => {
  const { user } = await openWithKey();
  const two = ["call_1", "call_2"].map((id, index) => ({
    index,
    id,
    type: "function",
    function: { name: "get_weather", arguments: "{}" },
  }));
  const bodies = mockAnswers({ tool_calls: two }, { content: "Both known." });
  await user.click(screen.getByRole("button", { name: "Insert a sample: Tools" }));
  await user.type(screen.getByLabelText("Message"), "Weather?{Enter}");
  await user.type(await screen.findByLabelText("Result of get_weather, call 2"), "sun");
  await user.type(screen.getByLabelText("Result of get_weather, call 1"), "rain");
  await user.click(screen.getByRole("button", { name: "Send results" }));
  expect(await screen.findByText("Both known.")).toBeVisible();
  expect(bodies[1]?.messages).toMatchObject([
    {},
    {},
    { tool_call_id: "call_1", content: "rain" },
    { tool_call_id: "call_2", content: "sun" },
  ]);
});

test("a schema is sent, and a broken one prevents sending", async () => {
  const { user } = await openWithKey();
  const bodies = mockAnswers({ content: "{}" });
  await user.type(screen.getByLabelText("JSON schema"), "[[]");
  await user.type(screen.getByLabelText("Message"), "Hello");
  expect(screen.getByText("A JSON schema is an object.")).toBeVisible();
  expect(screen.getByRole("button", { name: "Send" })).toBeDisabled();
  await user.click(screen.getByRole("button", { name: "Clear JSON schema" }));
  await user.click(screen.getByRole("button", { name: "Insert a sample: JSON schema" }));
  await user.click(screen.getByRole("button", { name: "Send" }));
  await expect.poll(() => bodies[0]).toMatchObject({ response_format: { type: "json_schema" } });
});

test("completions offer no tools", async () => {
  const { user } = await openWithKey();
  await user.click(screen.getByRole("radio", { name: "Completions" }));
  expect(screen.queryByLabelText("Tools")).toBeNull();
  expect(screen.queryByLabelText("JSON schema")).toBeNull();
});
