import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { generatedUsage } from "../support/generated-usage.ts";
import {
  type Account,
  createKey,
  createTeam,
  invite,
  newAccount,
  newOperator,
  portal,
  recordRequests,
} from "../support/product.ts";
import { signedIn } from "../support/session.ts";
import { expect, test } from "../support/test.ts";

let customer: Account;
let beginner: Account;
let invitation: string;
let operator: Account;
let adminPages: string[];

test.beforeAll(async () => {
  customer = await newAccount("axe");
  const key = await createKey(customer, "A key with a rather long name, as people give them to keys");
  await recordRequests(customer, key.id, generatedUsage(10, 12));
  const other = await newAccount("other");
  const team = await createTeam(other, "A team with a rather long name, as people give them to teams");
  invitation = `/portal/invitation#${await invite(other, team, customer.email)}`;
  beginner = await newAccount("beginner");
  await createKey(beginner, "first");
  operator = await newOperator();
  const requests = await portal(customer.token, "/portal/usage-events?limit=1");
  adminPages = [
    `/portal/admin?q=${encodeURIComponent(customer.email)}`,
    `/portal/admin/users/${customer.userId}`,
    `/portal/admin/organizations/${customer.organizationId}`,
    `/portal/admin/keys/${key.id}`,
    `/portal/admin/requests/${requests.data[0].request_id}`,
    "/portal/admin/serving",
    "/portal/admin/audit-log",
  ];
});

const PUBLIC_PAGES = ["/sign-in", "/sign-up", "/portal/docs", "/status"];
const ACCOUNT_PAGES = [
  "/portal/usage?range=24h",
  "/portal/usage?from=2026-11-01&to=2026-11-20&status=deadline",
  "/portal/api-keys",
  "/portal/api-keys?create=1",
  "/portal/playground",
  "/portal/billing",
  "/portal/profile",
  "/portal/nothing",
];

for (const [device, viewport] of [
  ["desktop", { width: 1280, height: 800 }],
  ["phone", { width: 360, height: 740 }],
] as const) {
  test.describe(device, () => {
    test.use({ viewport });

    test("public pages", async ({ page }) => {
      for (const path of PUBLIC_PAGES) await openAndCheck(page, path);
    });

    test("account pages", async ({ page, context }) => {
      test.setTimeout(180_000);
      await signedIn(context, customer);
      for (const path of ACCOUNT_PAGES) await openAndCheck(page, path);
      await page.goto("/portal/usage");
      await page
        .getByRole("button", { name: /receipt of/ })
        .first()
        .click();
      await expect(page.getByRole("dialog")).toBeVisible();
      await checkPage(page, "a receipt");
      await openAndCheck(page, invitation);
      await page.goto("/portal/profile");
      await page.getByRole("button", { name: "Delete account" }).click();
      await expect(page.getByRole("dialog")).toBeVisible();
      await checkPage(page, "deleting an account");
    });

    test("a tool call in the playground", async ({ page, context }) => {
      await signedIn(context, customer);
      const { key } = await createKey(customer, "tools");
      await page.goto("/portal/playground");
      await page.getByLabel("API key").fill(key);
      await page.getByRole("button", { name: "Use" }).click();
      await page.getByRole("button", { name: "Insert a sample: Tools" }).click();
      await page.getByRole("button", { name: "Insert a sample: JSON schema" }).click();
      await page.getByLabel("Message", { exact: true }).fill("Use the tool.");
      await page.getByRole("button", { name: "Send" }).click();
      await expect(page.getByLabel("Result of get_weather")).toBeVisible();
      await checkPage(page, "a tool call");
    });

    test("first steps with a key and no call", async ({ page, context }) => {
      await signedIn(context, beginner);
      for (const path of ["/portal/usage", "/portal/api-keys"]) {
        await page.goto(path);
        await expect(page.getByRole("tab", { name: "curl" })).toBeVisible();
        await checkPage(page, `${path} of a beginner`);
      }
      await page.getByRole("button", { name: "Create key" }).click();
      await page.getByLabel("Name").fill("second");
      await page.getByRole("dialog").getByRole("button", { name: "Create key" }).click();
      await page.getByRole("checkbox", { name: /I have saved this key/ }).click();
      await checkPage(page, "a revealed key");
    });

    test("admin pages", async ({ page, context }) => {
      test.setTimeout(180_000);
      await signedIn(context, operator);
      for (const path of adminPages) await openAndCheck(page, path);
      await page.goto(`/portal/admin/users/${customer.userId}`);
      await page.getByRole("button", { name: "Suspend" }).click();
      await expect(page.getByRole("dialog")).toBeVisible();
      await checkPage(page, "an admin action");
    });
  });
}

async function openAndCheck(page: Page, path: string) {
  await page.goto(path);
  await page.waitForLoadState("networkidle");
  await expect(page.locator("h1").first()).toBeVisible();
  await checkPage(page, path);
}

/** Check all rules in the light scheme; in the dark one only those that depend on colours. */
async function checkPage(page: Page, what: string) {
  await setColorScheme(page, "light");
  await runAxe(page, what, (axe) =>
    axe.withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]),
  );
  await setColorScheme(page, "dark");
  await runAxe(page, `${what}, dark`, (axe) => axe.withRules(["color-contrast", "link-in-text-block"]));
  const overflow = await page.evaluate(() => {
    window.scrollTo({ left: innerWidth, behavior: "instant" });
    return window.scrollX;
  });
  expect.soft(overflow, `${what} scrolls horizontally`).toBe(0);
}

/** Switch the system's colour scheme, and wait until it is applied and no animation runs. */
async function setColorScheme(page: Page, colorScheme: "light" | "dark") {
  await page.emulateMedia({ colorScheme });
  await page.waitForFunction(
    (isDark) =>
      document.documentElement.classList.contains("dark") === isDark && document.getAnimations().length === 0,
    colorScheme === "dark",
  );
}

async function runAxe(page: Page, what: string, configure: (axe: AxeBuilder) => AxeBuilder) {
  const { violations } = await configure(new AxeBuilder({ page })).analyze();
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`,
  );
  expect.soft(found, what).toEqual([]);
}
