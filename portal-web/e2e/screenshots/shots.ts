import type { Page } from "@playwright/test";
import type { Account } from "../support/product.ts";
import type { SeedData } from "./seed.ts";

/** One screenshot: the page to open and its state, as which account (null: signed out). */
export interface Shot {
  name: string;
  account: Account | null;
  show: (page: Page) => Promise<void>;
}

export function shotsOf(seed: SeedData): Shot[] {
  return [...publicShots(), ...accountShots(seed), ...teamShots(seed), ...adminShots(seed)];
}

export async function openPage(page: Page, path: string) {
  await page.goto(path);
  await page.waitForLoadState("networkidle");
  await page.evaluate(() => document.fonts.ready);
}

const shot = (
  name: string,
  account: Account | null,
  path: string,
  then: (page: Page) => Promise<unknown> = async () => {},
): Shot => ({
  name,
  account,
  show: async (page) => {
    await openPage(page, path);
    await then(page);
  },
});

/** Click the button and wait for the dialog it opens. */
const openDialog = (name: string | RegExp) => async (page: Page) => {
  await page.getByRole("button", { name }).first().click();
  await page.getByRole("dialog").waitFor();
  await page.waitForTimeout(300);
};

function publicShots(): Shot[] {
  return [
    shot("sign-in", null, "/sign-in"),
    shot("sign-up", null, "/sign-up"),
    shot("docs-signed-out", null, "/portal/docs"),
    shot("status", null, "/status"),
    {
      name: "account-deleted",
      account: null,
      show: async (page) => {
        const result = { closed_organizations: ["one"], revoked_keys: 2, sign_in_deleted: true };
        await page.addInitScript((state) => history.replaceState({ usr: state, key: "deleted" }, ""), {
          result,
          userId: null,
        });
        await openPage(page, "/account-deleted");
        await page.getByRole("heading", { name: "Your account is deleted" }).waitFor();
      },
    },
  ];
}

function accountShots({ customer, newUser, nearLimit, secret, invitation }: SeedData): Shot[] {
  return [
    shot("usage", customer, "/portal/usage?range=7d"),
    shot("usage-30d", customer, "/portal/usage"),
    shot("usage-new", newUser, "/portal/usage"),
    shot("usage-near-limit", nearLimit, "/portal/usage?range=24h"),
    shot("receipt", customer, "/portal/usage", openDialog(/receipt of/)),
    shot("keys", customer, "/portal/api-keys"),
    shot("keys-new", newUser, "/portal/api-keys"),
    shot("key-create", customer, "/portal/api-keys?create=1"),
    shot("key-reveal", customer, "/portal/api-keys?create=1", async (page) => {
      await page.getByLabel("Name").fill("Laptop");
      await page.getByRole("dialog").getByRole("button", { name: "Create key" }).click();
      await page.getByText("Save your key").waitFor();
      await page.waitForTimeout(300);
    }),
    shot("key-revoke", customer, "/portal/api-keys", openDialog("Revoke Staging")),
    shot("key-edit", customer, "/portal/api-keys", openDialog("Edit Staging")),
    shot("key-rotate", customer, "/portal/api-keys", openDialog("Rotate Staging")),
    shot("billing", customer, "/portal/billing"),
    shot("docs", customer, "/portal/docs"),
    shot("profile", customer, "/portal/profile"),
    shot("account-delete", customer, "/portal/profile", openDialog("Delete account")),
    shot("invitation", customer, invitation),
    shot("invitation-for-another", newUser, invitation),
    shot("playground-empty", customer, "/portal/playground"),
    shot("playground", customer, "/portal/playground", async (page) => {
      await page.getByLabel("API key").fill(secret);
      await page.getByRole("button", { name: "Use" }).click();
      await page.getByLabel("Message", { exact: true }).fill("Tell me about the sea in two sentences.");
      await page.getByRole("button", { name: "Send" }).click();
      await page.getByRole("button", { name: "Send" }).waitFor({ timeout: 60_000 });
      await page.waitForTimeout(300);
    }),
    shot("playground-tools", customer, "/portal/playground", async (page) => {
      await page.getByLabel("API key").fill(secret);
      await page.getByRole("button", { name: "Use" }).click();
      await page.getByRole("button", { name: "Insert a sample: Tools" }).click();
      await page
        .getByLabel("Message", { exact: true })
        .fill('[[call get_weather {"city": "Lisbon"}]] & [[call get_weather {"city": "Oslo"}]]');
      await page.getByRole("button", { name: "Send" }).click();
      await page.getByLabel("Result of get_weather").first().fill('{"weather": "sunny", "celsius": 24}');
      await page.waitForTimeout(300);
    }),
    shot("not-found", customer, "/portal/nothing"),
    shot("navigation", customer, "/portal/usage", async (page) => {
      if (!(await openMobileNavigation(page))) await page.getByRole("button", { name: /^Account/ }).click();
      await page.waitForTimeout(300);
    }),
  ];
}

function teamShots({ teamOwner }: SeedData): Shot[] {
  const teamShot = (name: string, then?: (page: Page) => Promise<unknown>) =>
    shot(name, teamOwner, "/portal/profile", async (page) => {
      const switchTeam = page.getByRole("button", { name: "Switch to Analytical Engines" });
      if (await switchTeam.isVisible()) await switchTeam.click();
      await page.getByRole("list", { name: "Pending invitations" }).waitFor();
      await then?.(page);
    });
  return [
    teamShot("team"),
    teamShot("team-invite", openDialog("Invite")),
    teamShot("team-link", async (page) => {
      await page.getByRole("button", { name: "Invite" }).click();
      await page.getByLabel("E-mail").fill("annie@example.com");
      await page.getByRole("button", { name: "Create link" }).click();
      await page.getByText("Share the link").waitFor();
      await page.waitForTimeout(300);
    }),
    teamShot("team-remove", openDialog(/^Remove joan/)),
    shot("team-switcher", teamOwner, "/portal/usage", async (page) => {
      await openMobileNavigation(page);
      await page.getByRole("button", { name: /^Organisation/ }).click();
      await page.getByRole("menu").waitFor();
      await page.waitForTimeout(300);
    }),
  ];
}

function adminShots({ operator, customer, inspected }: SeedData): Shot[] {
  const adminShot = (name: string, path: string, then?: (page: Page) => Promise<unknown>) =>
    shot(name, operator, `/portal/admin${path}`, then);
  return [
    adminShot("admin", ""),
    adminShot("admin-search", `?q=${encodeURIComponent(customer.email)}`),
    adminShot("admin-user", `/users/${customer.userId}`),
    adminShot("admin-organization", `/organizations/${customer.organizationId}`),
    adminShot("admin-key", `/keys/${inspected.key}`),
    adminShot("admin-request", `/requests/${inspected.request}`),
    adminShot("admin-serving", "/serving", (page) =>
      page
        .getByText(/targets on . of . routers serve/)
        .first()
        .waitFor(),
    ),
    adminShot("admin-drain", "/serving", openDialog(/^Drain .* on http/)),
    adminShot("admin-settings", "/serving", openDialog(/^Settings of .* on http/)),
    adminShot("admin-audit", "/audit-log"),
    adminShot("admin-action", `/keys/${inspected.key}`, openDialog("Disable")),
  ];
}

/** Open the navigation drawer if the page has one. Returns whether it has. */
async function openMobileNavigation(page: Page): Promise<boolean> {
  const button = page.getByRole("button", { name: "Open navigation" });
  if (!(await button.isVisible())) return false;
  await button.click();
  return true;
}
