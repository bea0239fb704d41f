import { anyTarget, createKey, newAccount, newOperator, portal, statusOf } from "../support/product.ts";
import { signedIn } from "../support/session.ts";
import { expect, test } from "../support/test.ts";

const PAGES = ["", "/serving", "/audit-log", "/organizations/00000000-0000-4000-8000-000000000001"];

test("an operator disables and enables a customer's key and drains a target, all in the audit log", async ({
  page,
  context,
}) => {
  const customer = await newAccount("customer");
  const { id, key } = await createKey(customer, "leaked key");
  const operator = await newOperator();
  expect(await statusOf(key)).toBe(200);

  await signedIn(context, operator);
  await page.goto("/portal/usage");
  await page.getByRole("link", { name: "Admin" }).click();
  await page.getByRole("searchbox", { name: "Search" }).fill(customer.email);
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: new RegExp(customer.organizationId) }).click();
  await expect(page).toHaveURL(new RegExp(`/portal/admin/organizations/${customer.organizationId}$`));

  // By keyboard: the focus starts in the reason, and returns to the button.
  await page.getByRole("button", { name: "Disable leaked key" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Disable “leaked key”?" })).toBeVisible();
  await expect(page.getByLabel("Reason")).toBeFocused();
  await page.keyboard.type("it was in a public repository");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByText("“leaked key” is disabled.")).toBeVisible();
  await expect.poll(() => statusOf(key), { timeout: 5_000, intervals: [200] }).toBe(401);

  const enable = page.getByRole("button", { name: "Enable leaked key" });
  await expect(enable).toBeFocused();
  await enable.click();
  await page.getByLabel("Reason").fill("they have taken it down");
  await page.getByRole("dialog").getByRole("button", { name: "Enable" }).click();
  await expect(page.getByText("“leaked key” is active.")).toBeVisible();

  await page.getByRole("link", { name: "Models and pools" }).click();
  const target = await anyTarget(operator);
  const name = `${target.alias} on ${target.url}${target.session === null ? "" : `, session ${target.session}`}`;
  await page.getByRole("button", { name: `Drain ${name}` }).click();
  await page.getByLabel("Deadline").selectOption("Disable it in 1 hour");
  await page.getByLabel("Reason").fill("a new disk");
  await page.getByRole("dialog").getByRole("button", { name: "Drain" }).click();
  await expect(page.getByText(`${name} is draining.`)).toBeVisible();
  await expect(page.locator(`#${target.id}`)).toContainText("“a new disk”");
  await page.getByRole("button", { name: `Enable ${name}` }).click();
  await page.getByLabel("Reason").fill("repaired");
  await page.getByRole("dialog").getByRole("button", { name: "Enable" }).click();
  await expect(page.getByText(`${name} is active.`)).toBeVisible();

  await page.getByRole("link", { name: "Audit log" }).click();
  await page.getByLabel("Actor").fill(operator.userId);
  await page.getByRole("button", { name: "Filter" }).click();
  await expect(page).toHaveURL(new RegExp(`\\?actor=${operator.userId}$`));
  const entries = page.getByRole("main").locator("ol > li");
  await expect(entries).toHaveCount(4);
  for (const [index, texts] of [
    ["target.changed", target.id, "state: draining → active", "“repaired”"],
    ["target.changed", target.id, "state: active → draining", "“a new disk”"],
    [id, "state: disabled → active", "“they have taken it down”"],
    ["api_key.state_changed", id, "state: active → disabled", "“it was in a public repository”"],
  ].entries()) {
    for (const text of [...texts, operator.email]) await expect(entries.nth(index)).toContainText(text);
  }

  // The page can be reloaded from its URL, and going back restores the filter.
  await page.reload();
  await expect(entries).toHaveCount(4);
  await page.getByRole("link", { name: id }).first().click();
  await expect(page.getByRole("heading", { name: "leaked key" })).toBeVisible();
  await page.goBack();
  await expect(page.getByLabel("Actor")).toHaveValue(operator.userId);
});

test("other users get the not-found page, and do not load the admin code", async ({ userPage, account }) => {
  const loaded: string[] = [];
  userPage.on("request", (request) => loaded.push(request.url()));
  for (const path of PAGES) {
    await userPage.goto(`/portal/admin${path}`);
    await expect(userPage.getByRole("heading", { name: "Page not found" })).toBeVisible();
    await expect(userPage.getByRole("link", { name: "Admin" })).toHaveCount(0);
  }
  expect(loaded.filter((url) => /admin-pages|\/portal\/admin\/\w+\?/.test(url))).toEqual([]);
  await expect(portal(account.token, "/portal/admin/pools")).rejects.toThrow(/403/);
});
