import { product } from "../support/product.ts";
import { expect, test } from "../support/test.ts";

test("the public configuration contains no secrets", async ({ request }) => {
  const text = await (await request.get("/config.json")).text();
  expect(text).toContain(product.api_url);
  for (const secret of [product.password, product.api_key, product.email]) expect(text).not.toContain(secret);
});

test("the content security policy blocks inline scripts", async ({ request }) => {
  const headers = (await request.get("/portal/usage")).headers();
  const scripts = headers["content-security-policy"]?.match(/script-src ([^;]*)/)?.[1];
  expect(scripts).toBe("'self'");
  expect(headers["x-content-type-options"]).toBe("nosniff");
});

test("a deep link into the docs works signed out", async ({ page }) => {
  await page.goto("/portal/docs#error-model_not_found");
  await expect(page.locator("#error-model_not_found")).toBeInViewport();
  await expect(page.getByRole("link", { name: "Sign in" })).toBeVisible();
});
