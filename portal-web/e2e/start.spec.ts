import type { Page } from "@playwright/test";
import { expect, hold, test } from "./test.ts";

/** The files that draw a page. */
const VIEW = /\/assets\/(view|libraries|base)-/;

/** The paths that are asked for from now on. */
function listen(page: Page): string[] {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  return asked;
}

test("what a page shows is asked for while the code that draws it is on its way", async ({ visitor }) => {
  // What was read stays fresh however long this machine takes.
  await visitor.clock.setFixedTime(new Date());
  const send = await hold(visitor, VIEW);
  const answers = ["/portal/me", "/portal/usage-summary"].map((path) =>
    visitor.waitForResponse((answer) => answer.ok() && new URL(answer.url()).pathname === path),
  );
  await visitor.goto("/portal/usage?range=7d", { waitUntil: "commit" });
  const [, summary] = await Promise.all(answers);
  expect(new URL(summary?.url() ?? "").search).toBe("?range=7d");
  await expect(visitor.locator("#root")).toBeEmpty();

  const asked = listen(visitor);
  const byThePage = visitor.waitForResponse(
    (answer) => new URL(answer.url()).pathname === "/portal/api-keys",
  );
  send();
  await byThePage;
  await expect(visitor.getByRole("heading", { name: "Usage" })).toBeVisible();
  expect(asked).not.toContain("/portal/usage-summary");
});

test("the code that draws is asked for at once, before anything is known", async ({ page }) => {
  const asked = listen(page);
  const send = await hold(page, /\/config\.json$/);
  await page.goto("/sign-in", { waitUntil: "commit" });
  await expect.poll(() => asked.filter((path) => VIEW.test(path)).length).toBe(3);
  send();
  await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
});

test("whoever is not signed in gets the page to sign in, beside the other code", async ({ page }) => {
  const asked = listen(page);
  const send = await hold(page, VIEW);
  await page.goto("/", { waitUntil: "commit" });
  await expect.poll(() => asked.some((path) => path.includes("/sign-in-page-"))).toBe(true);
  expect(asked.filter((path) => path.includes("/usage-"))).toEqual([]);
  send();
  await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
});

test("a page whose code cannot be had says so", async ({ page, complaints }) => {
  complaints.expected.push(/ERR_FAILED/, /Failed to fetch dynamically imported module/);
  await page.route(VIEW, (route) => route.abort());
  await page.goto("/sign-in");
  await expect(page.getByRole("alert")).toContainText("The portal could not be loaded.");
});
