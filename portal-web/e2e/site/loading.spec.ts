import type { Page } from "@playwright/test";
import { expect, holdRequests, test } from "../support/test.ts";

/** The chunks that render a page. */
const VIEW = /\/assets\/(view|libraries|base)-/;

/** Record the paths of the page's requests from now on. */
function recordPaths(page: Page): string[] {
  const requested: string[] = [];
  page.on("request", (request) => requested.push(new URL(request.url()).pathname));
  return requested;
}

test("a page's data is requested while its code is still loading", async ({ userPage }) => {
  // The data stays fresh, however slow this machine is.
  await userPage.clock.setFixedTime(new Date());
  const release = await holdRequests(userPage, VIEW);
  const responses = ["/portal/me", "/portal/usage-summary"].map((path) =>
    userPage.waitForResponse((response) => response.ok() && new URL(response.url()).pathname === path),
  );
  await userPage.goto("/portal/usage?range=7d", { waitUntil: "commit" });
  const [, summary] = await Promise.all(responses);
  expect(new URL(summary?.url() ?? "").search).toBe("?range=7d");
  await expect(userPage.locator("#root")).toBeEmpty();

  const requested = recordPaths(userPage);
  const pageRequest = userPage.waitForResponse(
    (response) => new URL(response.url()).pathname === "/portal/api-keys",
  );
  release();
  await pageRequest;
  await expect(userPage.getByRole("heading", { name: "Usage" })).toBeVisible();
  expect(requested).not.toContain("/portal/usage-summary");
});

test("the code of the page is requested before the configuration is loaded", async ({ page }) => {
  const requested = recordPaths(page);
  const release = await holdRequests(page, /\/config\.json$/);
  await page.goto("/sign-in", { waitUntil: "commit" });
  await expect.poll(() => requested.filter((path) => VIEW.test(path)).length).toBe(3);
  release();
  await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
});

test("signed out, the sign-in page is requested along with the shared code", async ({ page }) => {
  const requested = recordPaths(page);
  const release = await holdRequests(page, VIEW);
  await page.goto("/", { waitUntil: "commit" });
  await expect.poll(() => requested.some((path) => path.includes("/sign-in-page-"))).toBe(true);
  expect(requested.filter((path) => path.includes("/usage-"))).toEqual([]);
  release();
  await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
});

test("a page whose code cannot be loaded says so", async ({ page, consoleErrors }) => {
  consoleErrors.expected.push(/ERR_FAILED/, /Failed to fetch dynamically imported module/);
  await page.route(VIEW, (route) => route.abort());
  await page.goto("/sign-in");
  await expect(page.getByRole("alert")).toContainText("The portal could not be loaded.");
});
