import { resolve } from "node:path";
import { type Browser, type BrowserContext, type Page, test } from "@playwright/test";
import { believableUsage } from "./believable-usage.ts";
import {
  type Account,
  acceptInvitation,
  createKey,
  demoAccount,
  invite,
  makeTeam,
  newAccount,
  newOperator,
  portal,
  product,
  recordRequests,
  rpc,
} from "./product.ts";
import { signedIn } from "./sign-in.ts";

const FOLDER = resolve(import.meta.dirname, "../screenshots");
const ONLY = process.env.ONLY?.split(",");

const VIEWS = [
  { name: "desktop", viewport: { width: 1360, height: 900 }, isMobile: false },
  { name: "phone", viewport: { width: 360, height: 780 }, isMobile: true },
] as const;
const SCHEMES = ["light", "dark"] as const;

let full: Account;
let fresh: Account;
let pressed: Account;
let operator: Account;
let operated: { key: string; request: string };
let secret: string;
let lead: Account;
let invitation: string;

test.beforeAll(async () => {
  full = await newAccount("ada");
  await rpc("change_plan", {
    p_organization_id: full.organizationId,
    p_plan: "pro",
    p_reason: "screenshots",
  });
  const keys = await Promise.all(
    ["Production website", "Staging", "Nightly evaluation"].map((name) => createKey(full, name)),
  );
  secret = keys[0]?.key ?? "";
  for (const [index, perDay] of [42, 14, 9].entries()) {
    await recordRequests(full, keys[index]?.id ?? "", believableUsage(14, perDay));
  }
  fresh = await newAccount("new");
  pressed = await newAccount("busy");
  const key = await createKey(pressed, "Busy key");
  lead = await newAccount("grace");
  const team = await makeTeam(lead, "Analytical Engines");
  for (const [name, role] of [
    ["katherine", "admin"],
    ["joan", "member"],
  ] as const) {
    const member = await newAccount(name);
    await acceptInvitation(member, await invite(lead, team, member.email, role));
  }
  await invite(lead, team, "hedy@example.com");
  invitation = `/portal/invitation#${await invite(lead, team, full.email)}`;
  const now = Date.now();
  const recent = Array.from({ length: 93 }, (_, n) => ({ at: new Date(now - 60_000 - n * 1000) }));
  await recordRequests(pressed, key.id, recent);
  operator = await newOperator();
  const requests = await portal(full.token, "/portal/usage-events?limit=1");
  operated = { key: keys[1]?.id ?? "", request: requests.data[0].request_id };
  await operate("PUT", `keys/${keys[2]?.id}/state`, {
    state: "disabled",
    reason: "it was in a public repository",
  });
  await operate("PUT", "pools/qwen/target-state", {
    url: "http://router-7.internal:5010",
    state: "draining",
    reason: "a new disk",
  });
  await operate("POST", `organizations/${full.organizationId}/credits`, {
    amount_nanousd: 25_000_000_000,
    reason: "sorry for Tuesday's outage",
  });
});

function operate(method: string, path: string, body: object) {
  return portal(operator.token, `/portal/admin/${path}`, { method, body: JSON.stringify(body) });
}

const shots: [string, (page: Page) => Promise<void>, () => Account | null][] = [
  ["sign-in", (page) => go(page, "/sign-in"), () => null],
  ["sign-up", (page) => go(page, "/sign-up"), () => null],
  ["docs-signed-out", (page) => go(page, "/portal/docs"), () => null],
  ["usage", (page) => go(page, "/portal/usage?range=7d"), () => full],
  ["usage-30d", (page) => go(page, "/portal/usage"), () => full],
  ["usage-new", (page) => go(page, "/portal/usage"), () => fresh],
  ["usage-near-limit", (page) => go(page, "/portal/usage?range=24h"), () => pressed],
  [
    "receipt",
    async (page) => {
      await go(page, "/portal/usage");
      await page
        .getByRole("button", { name: /receipt of/ })
        .first()
        .click();
      await page.getByRole("dialog").waitFor();
    },
    () => full,
  ],
  ["keys", (page) => go(page, "/portal/api-keys"), () => full],
  ["keys-new", (page) => go(page, "/portal/api-keys"), () => fresh],
  ["key-create", (page) => go(page, "/portal/api-keys?create=1"), () => full],
  [
    "key-reveal",
    async (page) => {
      await go(page, "/portal/api-keys?create=1");
      await page.getByLabel("Name").fill("Laptop");
      await page.getByRole("dialog").getByRole("button", { name: "Create key" }).click();
      await page.getByText("Save your key").waitFor();
      await page.waitForTimeout(300);
    },
    () => full,
  ],
  [
    "key-revoke",
    async (page) => {
      await go(page, "/portal/api-keys");
      await page.getByRole("button", { name: "Revoke Staging" }).click();
      await page.waitForTimeout(300);
    },
    () => full,
  ],
  [
    "key-change",
    async (page) => {
      await go(page, "/portal/api-keys");
      await page.getByRole("button", { name: "Change Staging" }).click();
      await page.getByRole("dialog").waitFor();
    },
    () => full,
  ],
  [
    "key-rotate",
    async (page) => {
      await go(page, "/portal/api-keys");
      await page.getByRole("button", { name: "Rotate Staging" }).click();
      await page.getByRole("dialog").waitFor();
    },
    () => full,
  ],
  ["billing", (page) => go(page, "/portal/billing"), () => full],
  ["docs", (page) => go(page, "/portal/docs"), () => full],
  ["profile", (page) => go(page, "/portal/profile"), () => full],
  ["team", showTeam, () => lead],
  [
    "team-invite",
    async (page) => {
      await showTeam(page);
      await page.getByRole("button", { name: "Invite" }).click();
      await page.waitForTimeout(300);
    },
    () => lead,
  ],
  [
    "team-link",
    async (page) => {
      await showTeam(page);
      await page.getByRole("button", { name: "Invite" }).click();
      await page.getByLabel("E-mail").fill("annie@example.com");
      await page.getByRole("button", { name: "Make the link" }).click();
      await page.getByText("Pass the link on").waitFor();
      await page.waitForTimeout(300);
    },
    () => lead,
  ],
  [
    "team-remove",
    async (page) => {
      await showTeam(page);
      await page
        .getByRole("button", { name: /^Remove joan/ })
        .first()
        .click();
      await page.waitForTimeout(300);
    },
    () => lead,
  ],
  [
    "team-switcher",
    async (page) => {
      await go(page, "/portal/usage");
      const open = page.getByRole("button", { name: "Open navigation" });
      if (await open.isVisible()) await open.click();
      await page.getByRole("button", { name: /^Organisation/ }).click();
      await page.getByRole("menu").waitFor();
      await page.waitForTimeout(300);
    },
    () => lead,
  ],
  ["invitation", (page) => go(page, invitation), () => full],
  ["invitation-for-another", (page) => go(page, invitation), () => fresh],
  [
    "account-delete",
    async (page) => {
      await go(page, "/portal/profile");
      await page.getByRole("button", { name: "Delete account" }).click();
      await page.waitForTimeout(300);
    },
    () => full,
  ],
  [
    "goodbye",
    async (page) => {
      const erased = { closed_organizations: ["one"], revoked_keys: 2, sign_in_deleted: true };
      await page.addInitScript((state) => history.replaceState({ usr: state, key: "goodbye" }, ""), erased);
      await go(page, "/goodbye");
      await page.getByRole("heading", { name: "Your account is deleted" }).waitFor();
    },
    () => null,
  ],
  ["playground-empty", (page) => go(page, "/portal/playground"), () => full],
  [
    "playground",
    async (page) => {
      await go(page, "/portal/playground");
      await page.getByLabel("API key").fill(secret);
      await page.getByRole("button", { name: "Use" }).click();
      await page.getByLabel("Message", { exact: true }).fill("Tell me about the sea in two sentences.");
      await page.getByRole("button", { name: "Send" }).click();
      await page.getByRole("button", { name: "Send" }).waitFor({ timeout: 60_000 });
      await page.waitForTimeout(300);
    },
    () => full,
  ],
  ["admin", (page) => go(page, "/portal/admin"), () => operator],
  ["admin-found", (page) => go(page, `/portal/admin?q=${encodeURIComponent(full.email)}`), () => operator],
  ["admin-user", (page) => go(page, `/portal/admin/users/${full.userId}`), () => operator],
  [
    "admin-organization",
    (page) => go(page, `/portal/admin/organizations/${full.organizationId}`),
    () => operator,
  ],
  ["admin-key", (page) => go(page, `/portal/admin/keys/${operated.key}`), () => operator],
  ["admin-request", (page) => go(page, `/portal/admin/requests/${operated.request}`), () => operator],
  ["admin-serving", (page) => go(page, "/portal/admin/serving"), () => operator],
  ["admin-audit", (page) => go(page, "/portal/admin/audit-log"), () => operator],
  [
    "admin-action",
    async (page) => {
      await go(page, `/portal/admin/keys/${operated.key}`);
      await page.getByRole("button", { name: "Disable" }).click();
      await page.waitForTimeout(300);
    },
    () => operator,
  ],
  ["not-found", (page) => go(page, "/portal/nothing"), () => full],
  [
    "navigation",
    async (page) => {
      await go(page, "/portal/usage");
      const open = page.getByRole("button", { name: "Open navigation" });
      if (await open.isVisible()) await open.click();
      else await page.getByRole("button", { name: /^Account/ }).click();
      await page.waitForTimeout(300);
    },
    () => full,
  ],
];

for (const view of VIEWS) {
  for (const scheme of SCHEMES) {
    test(`${view.name}, ${scheme}`, async ({ browser }) => {
      const visits = new Map<Account | null, BrowserContext>();
      for (const [name, show, account] of shots) {
        if (ONLY && !ONLY.includes(name)) continue;
        const who = account();
        const context = visits.get(who) ?? (await visit(browser, view, scheme, who));
        visits.set(who, context);
        await shoot(context, `${name}-${view.name}-${scheme}`, show);
      }
    });
  }
}

/** `ONLY=readme`: the few that stand in the README, small, of the demo account. */
test("pictures of the README", async ({ browser }) => {
  test.skip(!ONLY?.includes("readme"), "only when asked for: these are in the repository");
  const viewport = { width: 1280, height: 800 };
  const context = await browser.newContext({ viewport, deviceScaleFactor: 0.6, colorScheme: "light" });
  await signedIn(context, await demoAccount());
  for (const [name, path] of [
    ["usage", "/portal/usage"],
    ["api-keys", "/portal/api-keys"],
  ] as const) {
    const page = await context.newPage();
    await go(page, path);
    await page.screenshot({ path: resolve(FOLDER, `../../docs/images/${name}.png`) });
    await page.close();
  }
});

async function visit(
  browser: Browser,
  { viewport, isMobile }: (typeof VIEWS)[number],
  colorScheme: (typeof SCHEMES)[number],
  account: Account | null,
): Promise<BrowserContext> {
  const deviceScaleFactor = isMobile ? 2 : 1;
  const context = await browser.newContext({
    viewport,
    isMobile,
    hasTouch: isMobile,
    colorScheme,
    deviceScaleFactor,
  });
  if (account) await signedIn(context, account);
  return context;
}

async function shoot(context: BrowserContext, name: string, show: (page: Page) => Promise<void>) {
  const page = await context.newPage();
  await show(page);
  await settled(page);
  const dialog = await page.getByRole("dialog").count();
  await page.screenshot({ path: `${FOLDER}/${name}.png`, fullPage: dialog === 0 });
  await page.close();
}

async function go(page: Page, path: string) {
  await page.goto(path);
  await page.waitForLoadState("networkidle");
  await page.evaluate(() => document.fonts.ready);
}

/** Nothing moves any more: sheets slide in, dialogs fade. What turns for ever is not waited for. */
async function settled(page: Page) {
  await page.evaluate(() => {
    const passing = document
      .getAnimations()
      .filter((a) => a.effect?.getComputedTiming().endTime !== Infinity);
    return Promise.allSettled(passing.map((a) => a.finished));
  });
}

async function showTeam(page: Page) {
  await go(page, "/portal/profile");
  const shown = page.getByRole("button", { name: "Switch to Analytical Engines" });
  if (await shown.isVisible()) await shown.click();
  await page.getByRole("list", { name: "Invited" }).waitFor();
}

test.afterAll(() => console.log(`The screenshots of ${product.api_url} are in ${FOLDER}.`));
