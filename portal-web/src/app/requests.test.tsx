import { screen, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { API } from "@/testing/answers";
import { open } from "@/testing/open";
import { server } from "@/testing/server";

/** What is asked of the control plane from now on. */
function listen(): string[] {
  const asked: string[] = [];
  server.events.on("request:start", ({ request }) => {
    const { pathname, search } = new URL(request.url);
    if (request.url.startsWith(`${API}/portal/`)) asked.push(pathname.replace("/portal/", "") + search);
  });
  return asked;
}

afterEach(() => server.events.removeAllListeners());

test("the keys page asks for who is signed in and for the keys", async () => {
  const asked = listen();
  open("/portal/api-keys");
  const row = await screen.findByRole("row", { name: /staging/ });
  expect(within(row).getByTitle("1,234")).toBeInTheDocument();
  expect(asked.sort()).toEqual(["api-keys", "me"]);
});

test.each([
  ["", "30d"],
  ["?range=7d", "7d"],
])("the usage page%s asks for one summary", async (search, range) => {
  const asked = listen();
  open(`/portal/usage${search}`);
  expect(await screen.findByRole("button", { name: /receipt of req_/ })).toBeVisible();
  expect(await screen.findByText("120K")).toBeVisible();
  expect(asked.map((path) => path.replace(/^usage-events.*/, "usage-events")).sort()).toEqual([
    "api-keys",
    "me",
    "usage-events",
    `usage-summary?range=${range}`,
  ]);
});
