import type { Page } from "@playwright/test";
import { expect, test } from "../support/test.ts";

/** Press Tab until the element with this name has the focus, at most `steps` times. */
async function tabTo(page: Page, name: string | RegExp, steps = 40) {
  for (let step = 0; step < steps; step += 1) {
    const focusedName = await page.evaluate(() => {
      const focused = document.activeElement;
      if (!focused?.matches("a, button, input, textarea, select")) return "";
      const id = focused.getAttribute("id");
      const label = id ? document.querySelector(`label[for="${CSS.escape(id)}"]`)?.textContent : null;
      return (
        focused.getAttribute("aria-label") ??
        label ??
        focused.closest("label")?.textContent ??
        focused.textContent ??
        ""
      ).trim();
    });
    if (typeof name === "string" ? focusedName === name : name.test(focusedName)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab never reached ${name}.`);
}

test("sign-in, a key, a call, its receipt and a revocation work by keyboard", async ({ page, account }) => {
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
  await expect(page.getByRole("button", { name: "Cancel" })).toBeFocused();
  await tabTo(page, "Revoke key");
  await page.keyboard.press("Enter");
  await expect(page.getByText("“by hand” is revoked.")).toBeVisible();
});

test("the skip link leads to the content, and arrow keys work in the menu", async ({ userPage }) => {
  await userPage.goto("/portal/usage");
  await expect(userPage.getByRole("heading", { name: "Usage", exact: true })).toBeVisible();
  await userPage.keyboard.press("Tab");
  await expect(userPage.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await userPage.keyboard.press("Enter");
  await expect(userPage.getByRole("main")).toBeFocused();

  const account = userPage.getByRole("button", { name: /^Account/ });
  await account.focus();
  await userPage.keyboard.press("Enter");
  await expect(userPage.getByRole("menu")).toBeVisible();
  await userPage.keyboard.press("ArrowDown");
  await userPage.keyboard.press("Escape");
  await expect(account).toBeFocused();
});
