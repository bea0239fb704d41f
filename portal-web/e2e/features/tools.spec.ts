import type { Page } from "@playwright/test";
import { createKey } from "../support/product.ts";
import { expect, test } from "../support/test.ts";

async function openPlayground(page: Page, secret: string, format: string) {
  await page.goto("/portal/playground");
  await page.getByLabel("API key").fill(secret);
  await page.getByRole("button", { name: "Use" }).click();
  await page.getByRole("radio", { name: format, exact: true }).click();
}

for (const format of ["Chat completions", "Responses", "Messages"]) {
  test(`a tool is called and its result sent back, by keyboard: ${format}`, async ({ userPage, account }) => {
    const { key } = await createKey(account, "tools");
    await openPlayground(userPage, key, format);
    await userPage.getByRole("button", { name: "Insert a sample: Tools" }).press("Enter");
    await userPage.getByLabel("Message", { exact: true }).fill("Use the tool.");
    await userPage.keyboard.press("Enter");
    const call = userPage.getByRole("region", { name: "Call of get_weather" });
    await expect(call).toContainText('"city"');
    await expect(userPage.getByLabel("Result of get_weather")).toBeFocused();
    await userPage.keyboard.type("42 degrees");
    await userPage.keyboard.press("Tab");
    await userPage.keyboard.press("Enter");
    await expect(call).toContainText("42 degrees");
    // The simulated model quotes the result.
    await expect(userPage.getByRole("log").getByText("Model")).toHaveCount(2);
    await expect(userPage.getByRole("log")).toHaveAttribute("aria-busy", "false");
    await expect(userPage.getByLabel("Message", { exact: true })).toBeFocused();
    await expect(userPage.getByRole("alert")).toHaveCount(0);
  });
}

test("an answer fits the schema", async ({ userPage, account }) => {
  const { key } = await createKey(account, "schema");
  await openPlayground(userPage, key, "Chat completions");
  await userPage.getByRole("button", { name: "Insert a sample: JSON schema" }).click();
  await userPage.getByLabel("Message", { exact: true }).fill("A city, please.");
  await userPage.keyboard.press("Enter");
  await expect(userPage.getByRole("log")).toContainText('"country"');
});

test("a model without tools offers none", async ({ userPage, account }) => {
  const { key } = await createKey(account, "text");
  await openPlayground(userPage, key, "Chat completions");
  await expect(userPage.getByLabel("Tools", { exact: true })).toBeVisible();
  await userPage.getByLabel("Model", { exact: true }).selectOption("gemma-4-26b");
  await expect(userPage.getByText("This model has neither tools nor JSON output.")).toBeVisible();
  await expect(userPage.getByLabel("Tools", { exact: true })).toHaveCount(0);
});
