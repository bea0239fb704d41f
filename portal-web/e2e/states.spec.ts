import { createKey, product, recordRequests } from "./product.ts";
import { expect, hold, test } from "./test.ts";

/** The control plane and the gateway, not the pages of the same names. */
const API = `${product.api_url}/**`;

const PAGES = [
  ["/portal/usage", "Usage could not be loaded"],
  ["/portal/api-keys", "Keys could not be loaded"],
  ["/portal/billing", "Your plan could not be loaded"],
  ["/portal/profile", "Your profile could not be loaded"],
  ["/portal/playground", "Models could not be loaded"],
  ["/portal/docs", "Models could not be loaded"],
] as const;

for (const [path, title] of PAGES) {
  test(`${path} says that it failed, with what to do, and recovers`, async ({ visitor, complaints }) => {
    complaints.expected.push(/Failed to load resource|net::ERR/);
    await visitor.route(API, (route) => route.abort());
    await visitor.goto(path);
    const alert = visitor.getByRole("alert").filter({ hasText: title });
    await expect(alert).toBeVisible();
    await expect(alert).toContainText("cannot be reached");
    await visitor.unroute(API);
    await alert.getByRole("button", { name: "Try again" }).click();
    await expect(alert).toBeHidden();
  });
}

test("while a page loads, its places are kept", async ({ visitor, account }) => {
  const key = await createKey(account, "one");
  await recordRequests(account, key.id, [{ at: new Date(Date.now() - 3_600_000) }]);
  const send = await hold(visitor, API);
  await visitor.goto("/portal/usage");
  await expect(visitor.getByRole("region", { name: "Totals" })).toBeVisible();
  const before = await visitor.getByRole("region", { name: "Totals" }).boundingBox();
  send();
  await expect(visitor.getByRole("region", { name: "Totals" })).toContainText("100% of requests".slice(4));
  const after = await visitor.getByRole("region", { name: "Totals" }).boundingBox();
  expect(after?.height).toBeCloseTo(before?.height ?? 0, 0);
});

test("a page that waits shows its places, and no failure", async ({ visitor }) => {
  await visitor.route(API, () => {}); // never answered
  for (const path of ["/portal/api-keys", "/portal/billing", "/portal/profile", "/portal/docs"]) {
    await visitor.goto(path);
    await expect(visitor.locator("main [class*=breathe]").first()).toBeVisible();
    await expect(visitor.getByRole("alert")).toHaveCount(0);
  }
  await visitor.goto("/portal/playground");
  await expect(visitor.getByRole("heading", { name: "Playground" })).toBeVisible();
  await expect(visitor.getByText("No model is available.")).toHaveCount(0);
});

test("nothing there yet leads on", async ({ visitor }) => {
  await visitor.goto("/portal/usage");
  await expect(visitor.getByRole("region", { name: "First steps" })).toBeVisible();
  await visitor.goto("/portal/api-keys");
  await expect(visitor.getByText("No keys yet")).toBeVisible();
  await visitor.getByRole("button", { name: "Create key" }).click();
  await expect(visitor.getByRole("dialog", { name: "Create an API key" })).toBeVisible();
  await visitor.goto("/portal/playground");
  await expect(visitor.getByText("Paste an API key first.")).toBeVisible();
});

for (const [used, words] of [
  [85, "85 of 100 requests per 5 hours are used."],
  [101, "The limit of 100 requests per 5 hours is reached."],
] as const) {
  test(`${used} of 100 used is said on every page, with when it frees up`, async ({ visitor, account }) => {
    const key = await createKey(account, "busy");
    const now = Date.now();
    const spread = Array.from({ length: used }, (_, n) => ({ at: new Date(now - n * 500) }));
    await recordRequests(account, key.id, spread);
    for (const path of ["usage", "api-keys", "playground", "profile", "billing"]) {
      await visitor.goto(`/portal/${path}`);
      const banner = visitor.getByRole("complementary", { name: "Limits" });
      await expect(banner).toContainText(words);
      await expect(banner.getByRole("time")).toHaveAttribute("datetime", /^\d{4}-/);
    }
    await expect(visitor.getByRole("meter", { name: "Requests per 5 hours" })).toHaveAttribute(
      "aria-valuenow",
      String(used),
    );
  });
}

test("an address that is nothing says so inside the portal", async ({ visitor }) => {
  await visitor.goto("/portal/nothing");
  await expect(visitor.getByRole("heading", { name: "There is no such page" })).toBeVisible();
  await visitor.getByRole("link", { name: "Go to usage" }).click();
  await expect(visitor.getByRole("heading", { name: "Usage", exact: true })).toBeVisible();
});
