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

function mockCompletion(text: string) {
  const requests: { body: unknown; authorization: string | null }[] = [];
  server.use(
    http.post(`${API}/v1/:path*`, async ({ request }) => {
      requests.push({ body: await request.json(), authorization: request.headers.get("authorization") });
      const frame = JSON.stringify({ choices: [{ delta: { content: text }, finish_reason: "stop" }] });
      return new HttpResponse(`data: ${frame}\n\ndata: [DONE]\n\n`, {
        headers: { "content-type": "text/event-stream", "x-request-id": "req_1" },
      });
    }),
  );
  return requests;
}

test("a pasted key is removed from the document and never stored", async () => {
  await openWithKey();
  expect(document.documentElement.outerHTML).not.toContain(SECRET);
  for (const input of document.querySelectorAll("input")) expect(input.value).not.toContain("ctx_");
  expect(JSON.stringify({ ...localStorage, ...sessionStorage })).not.toContain(SECRET);
});

test("without a key nothing can be sent, and the page says why", async () => {
  const { user } = open("/portal/playground");
  await user.type(await screen.findByLabelText("Message"), "Hello");
  expect(screen.getByRole("button", { name: "Send" })).toBeDisabled();
  expect(screen.getByText("Paste an API key first.")).toBeVisible();
});

test("a conversation is sent with its previous messages", async () => {
  const { user } = await openWithKey();
  const requests = mockCompletion("Hello yourself.");
  await user.type(screen.getByLabelText("System message"), "Be short.");
  await user.type(screen.getByLabelText("Message"), "Hello{Enter}");
  expect(await screen.findByText("Hello yourself.")).toBeVisible();
  await user.type(screen.getByLabelText("Message"), "Again{Enter}");
  await expect.poll(() => requests.length).toBe(2);
  expect(requests[1]?.authorization).toBe(`Bearer ${SECRET}`);
  expect(requests[1]?.body).toMatchObject({
    model: "oss-20b",
    stream: true,
    messages: [
      { role: "system", content: "Be short." },
      { role: "user", content: "Hello" },
      { role: "assistant", content: "Hello yourself." },
      { role: "user", content: "Again" },
    ],
  });
});

test("an error is shown with its code, and the message can be sent again", async () => {
  const { user } = await openWithKey();
  server.use(
    http.post(`${API}/v1/chat/completions`, () =>
      HttpResponse.json(
        {
          error: {
            message: "All slots are in use.",
            code: "pool_saturated",
            type: "server_error",
            param: null,
          },
        },
        { status: 503, headers: { "x-request-id": "req_9" } },
      ),
    ),
  );
  await user.type(screen.getByLabelText("Message"), "Hello{Enter}");
  const alert = await screen.findByRole("alert");
  expect(alert).toHaveTextContent("All slots are in use.");
  expect(within(alert).getByRole("link", { name: "pool_saturated" })).toBeVisible();
  mockCompletion("Now.");
  await user.click(screen.getByRole("button", { name: "Send" }));
  expect(await screen.findByText("Now.")).toBeVisible();
  expect(screen.getAllByText("Hello")).toHaveLength(1);
});

test("an invalid parameter is reported at its field and prevents sending", async () => {
  const { user } = await openWithKey();
  await user.type(screen.getByLabelText("Temperature"), "9");
  expect(screen.getByText("At most 2.")).toBeVisible();
  await user.type(screen.getByLabelText("Message"), "Hello");
  expect(screen.getByRole("button", { name: "Send" })).toBeDisabled();
});

test("the call is shown as code in three languages, without the key", async () => {
  const { user } = await openWithKey();
  await user.type(screen.getByLabelText("Message"), "What is the sea?");
  await user.click(screen.getByRole("radio", { name: "Messages" }));
  await user.click(screen.getByRole("button", { name: "View code" }));
  const dialog = await screen.findByRole("dialog");
  for (const language of ["curl", "Python", "JavaScript"]) {
    await user.click(within(dialog).getByRole("tab", { name: language }));
    const code = within(dialog).getByRole("region", { name: `This call in ${language}` });
    expect(code).toHaveTextContent("What is the sea?");
    expect(code).not.toHaveTextContent(SECRET);
  }
});

test("an available model is selected by default", async () => {
  open("/portal/playground");
  expect(await screen.findByRole("option", { name: "oss-20b" })).toBeInTheDocument();
  expect(screen.getByLabelText("Model")).toHaveValue("oss-20b");
  expect(screen.getByRole("option", { name: "oss-120b (unavailable)" })).toBeDisabled();
});
