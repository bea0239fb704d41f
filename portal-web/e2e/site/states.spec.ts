import { createKey, product, recordRequests } from "../support/product.ts";
import { expect, holdRequests, test } from "../support/test.ts";

/** The API, as opposed to the site's own paths. */
const API = `${product.api_url}/**`;

const PAGES = [
  ["/portal/usage", "Usage could not be loaded"],
  ["/portal/api-keys", "Keys could not be loaded"],
  ["/portal/billing", "Your plan could not be loaded"],
  ["/portal/profile", "Your profile could not be loaded"],
  ["/portal/playground", "Models could not be loaded"],
  ["/portal/docs", "Models could not be loaded"],
  ["/status", "The status could not be loaded"],
] as const;

for (const [path, title] of PAGES) {
  test(`${path} reports a failure and recovers on retry`, async ({ userPage, consoleErrors }) => {
    consoleErrors.expected.push(/Failed to load resource|net::ERR/);
    let unreachable = true;
    await userPage.route(API, (route) => (unreachable ? route.abort() : route.continue()));
    await userPage.goto(path);
    const alert = userPage.getByRole("alert").filter({ hasText: title });
    await expect(alert).toBeVisible();
    await expect(alert).toContainText("cannot be reached");
    const retry = alert.getByRole("button", { name: "Try again" });
    await expect(retry).toBeEnabled();
    // Click at once: a poll of the page itself would also recover, and take the button away.
    unreachable = false;
    await retry.dispatchEvent("click");
    await expect(alert).toBeHidden();
  });
}

test("the layout does not shift while a page loads", async ({ userPage, account }) => {
  const key = await createKey(account, "one");
  await recordRequests(account, key.id, [{ at: new Date(Date.now() - 3_600_000) }]);
  const release = await holdRequests(userPage, API);
  await userPage.goto("/portal/usage");
  await expect(userPage.getByRole("region", { name: "Totals" })).toBeVisible();
  const before = await userPage.getByRole("region", { name: "Totals" }).boundingBox();
  release();
  await expect(userPage.getByRole("region", { name: "Totals" })).toContainText("100% of requests".slice(4));
  const after = await userPage.getByRole("region", { name: "Totals" }).boundingBox();
  expect(after?.height).toBeCloseTo(before?.height ?? 0, 0);
});

test("a page that is loading shows skeletons and no error", async ({ userPage }) => {
  await userPage.route(API, () => {}); // No response.
  for (const path of ["/portal/api-keys", "/portal/billing", "/portal/profile", "/portal/docs"]) {
    await userPage.goto(path);
    await expect(userPage.locator("main [class*=breathe]").first()).toBeVisible();
    await expect(userPage.getByRole("alert")).toHaveCount(0);
  }
  await userPage.goto("/portal/playground");
  await expect(userPage.getByRole("heading", { name: "Playground" })).toBeVisible();
  await expect(userPage.getByText("No model is available.")).toHaveCount(0);
});

test("empty pages lead to the next step", async ({ userPage }) => {
  await userPage.goto("/portal/usage");
  await expect(userPage.getByRole("region", { name: "First steps" })).toBeVisible();
  await userPage.goto("/portal/api-keys");
  await expect(userPage.getByText("No keys yet")).toBeVisible();
  await userPage.getByRole("button", { name: "Create key" }).click();
  await expect(userPage.getByRole("dialog", { name: "Create an API key" })).toBeVisible();
  await userPage.goto("/portal/playground");
  await expect(userPage.getByText("Paste an API key first.")).toBeVisible();
});

for (const [used, message] of [
  [85, "85 of 100 requests per 5 hours are used."],
  [101, "The limit of 100 requests per 5 hours is reached."],
] as const) {
  test(`with ${used} of 100 used, a banner on every page shows the limit and its reset`, async ({
    userPage,
    account,
  }) => {
    const key = await createKey(account, "busy");
    const now = Date.now();
    const spread = Array.from({ length: used }, (_, n) => ({ at: new Date(now - n * 500) }));
    await recordRequests(account, key.id, spread);
    for (const path of ["usage", "api-keys", "playground", "profile", "billing"]) {
      await userPage.goto(`/portal/${path}`);
      const banner = userPage.getByRole("complementary", { name: "Limits" });
      await expect(banner).toContainText(message);
      await expect(banner.getByRole("time")).toHaveAttribute("datetime", /^\d{4}-/);
    }
    await expect(userPage.getByRole("meter", { name: "Requests per 5 hours" })).toHaveAttribute(
      "aria-valuenow",
      String(used),
    );
  });
}

test("an unknown path shows the not-found page inside the portal", async ({ userPage }) => {
  await userPage.goto("/portal/nothing");
  await expect(userPage.getByRole("heading", { name: "Page not found" })).toBeVisible();
  await userPage.getByRole("link", { name: "Go to usage" }).click();
  await expect(userPage.getByRole("heading", { name: "Usage", exact: true })).toBeVisible();
});
