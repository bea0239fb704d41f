import { expect, test } from "./test.ts";

/** The files that draw a page. */
const VIEW = /\/assets\/(view|libraries|base)-/;

test("what a page shows is asked for while the code that draws it is on its way", async ({ visitor }) => {
  let send = () => {};
  const sent = new Promise<void>((resolve) => {
    send = resolve;
  });
  await visitor.route(VIEW, async (route) => {
    await sent;
    await route.continue();
  });
  const asked = ["/portal/me", "/portal/usage-summary"].map((path) =>
    visitor.waitForResponse((answer) => answer.ok() && new URL(answer.url()).pathname === path),
  );
  await visitor.goto("/portal/usage?range=7d", { waitUntil: "commit" });
  const [, summary] = await Promise.all(asked);
  expect(new URL(summary?.url() ?? "").search).toBe("?range=7d");
  await expect(visitor.locator("#root")).toBeEmpty();

  const more: string[] = [];
  visitor.on("request", (request) => more.push(new URL(request.url()).pathname));
  send();
  await expect(visitor.getByRole("heading", { name: "Usage" })).toBeVisible();
  expect(more).not.toContain("/portal/usage-summary");
});

test("whoever is not signed in loads the page to sign in, and asks for nothing of anybody's", async ({
  page,
}) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.goto("/");
  await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
  expect(asked.filter((path) => path.startsWith("/portal/"))).toEqual([]);
});

test("a page whose code cannot be had says so", async ({ page, complaints }) => {
  complaints.expected.push(/ERR_FAILED/);
  await page.route(VIEW, (route) => route.abort());
  await page.goto("/sign-in");
  await expect(page.getByText("The portal could not be loaded.")).toBeVisible();
});
