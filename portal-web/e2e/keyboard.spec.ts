import type { Page } from "@playwright/test";
import { expect, test } from "./test.ts";

/** Press Tab until the focus is on what is named; it must get there within a sane number of steps. */
async function tabTo(page: Page, name: string | RegExp, steps = 40) {
  for (let step = 0; step < steps; step += 1) {
    const named = await page.evaluate(() => {
      const at = document.activeElement;
      if (!at?.matches("a, button, input, textarea, select")) return "";
      const id = at.getAttribute("id");
      const label = id ? document.querySelector(`label[for="${CSS.escape(id)}"]`)?.textContent : null;
      return (
        at.getAttribute("aria-label") ??
        label ??
        at.closest("label")?.textContent ??
        at.textContent ??
        ""
      ).trim();
    });
    if (typeof name === "string" ? named === name : name.test(named)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab never reached ${name}.`);
}

test("signing in, a key, a call, a receipt and a revocation, without a mouse", async ({ page, account }) => {
  await page.goto("/sign-in");
  await expect(page.getByLabel("E-mail")).toBeFocused();
  await page.keyboard.type(account.email);
  await page.keyboard.press("Tab");
  await page.keyboard.type(account.password);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Usage", exact: true })).toBeVisible();

  await tabTo(page, "API keys");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "API keys", exact: true })).toBeVisible();
  await expect(page.getByRole("main")).toBeFocused();
  await tabTo(page, "Create key");
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Name")).toBeFocused();
  await page.keyboard.type("by hand");
  await page.keyboard.press("Enter");

  await expect(page.getByRole("dialog", { name: "Save your key" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog", { name: "Save your key" })).toBeVisible();
  await tabTo(page, /I have saved this key/);
  await page.keyboard.press("Space");
  await tabTo(page, "Try it in the playground");
  await page.keyboard.press("Enter");

  await expect(page.getByRole("heading", { name: "Playground" })).toBeVisible();
  await tabTo(page, "Message");
  await page.keyboard.type("Hello there");
  await page.keyboard.press("Enter");
  await expect(page.getByText(/tokens\/s/)).toBeVisible({ timeout: 60_000 });

  await tabTo(page, "Usage", 80);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: /receipt of/ })).toBeVisible({ timeout: 30_000 });
  await tabTo(page, /receipt of/, 60);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Request" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: /receipt of/ })).toBeFocused();

  await page.goto("/portal/api-keys");
  await expect(page.getByRole("button", { name: "Revoke by hand" })).toBeVisible();
  await tabTo(page, "Revoke by hand");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Keep it" })).toBeFocused();
  await tabTo(page, "Revoke key");
  await page.keyboard.press("Enter");
  await expect(page.getByText("“by hand” is revoked.")).toBeVisible();
});

test("the content can be reached at once, and the menu by arrows", async ({ visitor }) => {
  await visitor.goto("/portal/usage");
  await expect(visitor.getByRole("heading", { name: "Usage", exact: true })).toBeVisible();
  await visitor.keyboard.press("Tab");
  await expect(visitor.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await visitor.keyboard.press("Enter");
  await expect(visitor.getByRole("main")).toBeFocused();

  const account = visitor.getByRole("button", { name: /^Account/ });
  await account.focus();
  await visitor.keyboard.press("Enter");
  await expect(visitor.getByRole("menu")).toBeVisible();
  await visitor.keyboard.press("ArrowDown");
  await visitor.keyboard.press("Escape");
  await expect(account).toBeFocused();
});
