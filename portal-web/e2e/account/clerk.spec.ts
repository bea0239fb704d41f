import { product } from "../support/product.ts";
import { expect, test } from "../support/test.ts";

// The local site's policy does not allow Clerk; the policy that does has a unit test.
test.use({ bypassCSP: true });

const CLERK = "https://clerk.example.com";

/** A fake of Clerk's script, with one user and a token that the local API accepts. */
function fakeClerkScript(token: string): string {
  const user = { id: "user_1", primaryEmailAddress: { emailAddress: "ada@example.com" } };
  return `(() => {
    const listeners = new Set();
    const become = (user) => {
      clerk.user = user;
      clerk.session = user && { id: "sess_1", getToken: async () => ${JSON.stringify(token)} };
      for (const listener of listeners) listener({ user });
    };
    const clerk = {
      user: null,
      session: null,
      key: document.currentScript.dataset.clerkPublishableKey,
      load: async () => {},
      addListener: (listener) => { listeners.add(listener); listener({ user: clerk.user }); },
      signOut: async (done) => { become(null); done(); },
      mountSignIn: (element) => {
        const button = document.createElement("button");
        button.textContent = "Continue with " + clerk.key;
        button.onclick = () => become(${JSON.stringify(user)});
        element.append(button);
      },
      unmountSignIn: (element) => element.replaceChildren(),
    };
    window.Clerk = clerk;
  })();`;
}

test("with Clerk as the provider, its form signs in to the portal", async ({ page, account }) => {
  await page.route("**/config.json", (route) =>
    route.fulfill({
      json: {
        api_url: product.api_url,
        auth: { provider: "clerk", clerk_url: CLERK, publishable_key: "pk_test_x" },
      },
    }),
  );
  let loads = 0;
  await page.route(`${CLERK}/npm/@clerk/clerk-js@5/**`, (route) => {
    loads += 1;
    return route.fulfill({
      body: fakeClerkScript(account.token),
      contentType: "text/javascript",
      headers: { "access-control-allow-origin": "*" },
    });
  });

  await page.goto("/portal/docs");
  await expect(page.getByRole("link", { name: "Sign in" })).toBeVisible();
  expect(loads).toBe(0);
  await page.getByRole("link", { name: "Sign in" }).click();
  await page.getByRole("button", { name: "Continue with pk_test_x" }).click();
  await expect(page).toHaveURL(/\/portal\/docs$/);
  await page.getByRole("link", { name: "Profile" }).click();
  await expect(page.getByText("Only you have access", { exact: false })).toBeVisible();
  await expect(page.getByLabel("New password")).toHaveCount(0);
  await page.getByRole("button", { name: "Sign out here" }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  expect(loads).toBe(1);
});
