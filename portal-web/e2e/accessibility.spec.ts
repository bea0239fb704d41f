import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { believableUsage } from "./believable-usage.ts";
import {
  type Account,
  createKey,
  invite,
  makeTeam,
  newAccount,
  newOperator,
  portal,
  recordRequests,
} from "./product.ts";
import { signedIn } from "./sign-in.ts";
import { expect, test } from "./test.ts";

let used: Account;
let beginner: Account;
let invitation: string;
let operator: Account;
let operated: string[];

test.beforeAll(async () => {
  used = await newAccount("axe");
  const key = await createKey(used, "A key with a rather long name, as people give them to keys");
  await recordRequests(used, key.id, believableUsage(10, 12));
  const other = await newAccount("other");
  const team = await makeTeam(other, "A team with a rather long name, as people give them to teams");
  invitation = `/portal/invitation#${await invite(other, team, used.email)}`;
  beginner = await newAccount("beginner");
  await createKey(beginner, "first");
  operator = await newOperator();
  const requests = await portal(used.token, "/portal/usage-events?limit=1");
  operated = [
    `/portal/admin?q=${encodeURIComponent(used.email)}`,
    `/portal/admin/users/${used.userId}`,
    `/portal/admin/organizations/${used.organizationId}`,
    `/portal/admin/keys/${key.id}`,
    `/portal/admin/requests/${requests.data[0].request_id}`,
    "/portal/admin/serving",
    "/portal/admin/audit-log",
  ];
});

const OPEN = ["/sign-in", "/sign-up", "/portal/docs"];
const PAGES = [
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

    test("pages for everybody", async ({ page }) => {
      for (const path of OPEN) await inspect(page, path);
    });

    test("pages of an account", async ({ page, context }) => {
      test.setTimeout(180_000);
      await signedIn(context, used);
      for (const path of PAGES) await inspect(page, path);
      await page.goto("/portal/usage");
      await page
        .getByRole("button", { name: /receipt of/ })
        .first()
        .click();
      await expect(page.getByRole("dialog")).toBeVisible();
      await judge(page, "a receipt");
      await inspect(page, invitation);
      await page.goto("/portal/profile");
      await page.getByRole("button", { name: "Delete account" }).click();
      await expect(page.getByRole("dialog")).toBeVisible();
      await judge(page, "deleting an account");
    });

    test("the first steps, with a key and no call", async ({ page, context }) => {
      await signedIn(context, beginner);
      for (const path of ["/portal/usage", "/portal/api-keys"]) {
        await page.goto(path);
        await expect(page.getByRole("tab", { name: "curl" })).toBeVisible();
        await judge(page, `${path} of a beginner`);
      }
      await page.getByRole("button", { name: "Create key" }).click();
      await page.getByLabel("Name").fill("second");
      await page.getByRole("dialog").getByRole("button", { name: "Create key" }).click();
      await page.getByRole("checkbox", { name: /I have saved this key/ }).click();
      await judge(page, "a key that is shown");
    });

    test("pages of operators", async ({ page, context }) => {
      test.setTimeout(180_000);
      await signedIn(context, operator);
      for (const path of operated) await inspect(page, path);
      await page.goto(`/portal/admin/users/${used.userId}`);
      await page.getByRole("button", { name: "Suspend" }).click();
      await expect(page.getByRole("dialog")).toBeVisible();
      await judge(page, "an action");
    });
  });
}

async function inspect(page: Page, path: string) {
  await page.goto(path);
  await page.waitForLoadState("networkidle");
  await expect(page.locator("h1").first()).toBeVisible();
  await judge(page, path);
}

/** All rules in light; in dark the document is the same, so only what depends on colours. */
async function judge(page: Page, what: string) {
  await inScheme(page, "light");
  await look(page, what, (axe) =>
    axe.withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]),
  );
  await inScheme(page, "dark");
  await look(page, `${what}, dark`, (axe) => axe.withRules(["color-contrast", "link-in-text-block"]));
  const excess = await page.evaluate(() => {
    window.scrollTo({ left: innerWidth, behavior: "instant" });
    return window.scrollX;
  });
  expect.soft(excess, `${what} scrolls sideways`).toBe(0);
}

/** Switch the system's scheme, and wait until the page wears it and stands still. */
async function inScheme(page: Page, colorScheme: "light" | "dark") {
  await page.emulateMedia({ colorScheme });
  await page.waitForFunction(
    (isDark) =>
      document.documentElement.classList.contains("dark") === isDark && document.getAnimations().length === 0,
    colorScheme === "dark",
  );
}

async function look(page: Page, what: string, by: (axe: AxeBuilder) => AxeBuilder) {
  const { violations } = await by(new AxeBuilder({ page })).analyze();
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`,
  );
  expect.soft(found, what).toEqual([]);
}
