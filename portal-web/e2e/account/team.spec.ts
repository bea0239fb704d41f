import { acceptInvitation, createKey, createTeam, invite, newAccount } from "../support/product.ts";
import { expect, test } from "../support/test.ts";

test("an owner invites a new user, who joins, gets another role, and is removed", async ({
  browser,
  userPage,
}) => {
  await userPage.goto("/portal/profile");
  await userPage.getByRole("button", { name: "New team" }).click();
  await userPage.getByRole("dialog").getByLabel("Name").fill("Analytical Engines");
  await userPage.getByRole("button", { name: "Create team" }).click();
  await expect(userPage.getByRole("heading", { name: "Analytical Engines" })).toBeVisible();

  const email = `joan-${Date.now()}@example.com`;
  await userPage.getByRole("button", { name: "Invite" }).click();
  await userPage.getByRole("dialog").getByLabel("E-mail").fill(email);
  await userPage.getByRole("button", { name: "Create link" }).click();
  const link = (await userPage.getByRole("dialog").locator("code").textContent()) ?? "";
  await userPage.getByRole("button", { name: "Done" }).click();
  await expect(userPage.getByRole("list", { name: "Pending invitations" })).toContainText(email);

  const theirs = await browser.newContext();
  const joan = await theirs.newPage();
  await joan.goto(link);
  await expect(joan).toHaveURL(/\/sign-in\?next=/);
  await joan.getByRole("link", { name: "Create an account" }).click();
  await joan.getByLabel("Name").fill("Joan");
  await joan.getByLabel("E-mail").fill(email);
  await joan.getByLabel("Password").fill("correct horse battery");
  await joan.getByRole("button", { name: "Create account" }).click();
  await joan.getByRole("button", { name: "Accept" }).click();
  await expect(joan.getByRole("heading", { name: "Analytical Engines" })).toBeVisible();
  await expect(joan.getByRole("list", { name: "Members" }).getByRole("listitem")).toHaveCount(2);
  await expect(joan.getByRole("button", { name: "Leave" })).toBeVisible();
  for (const name of ["Invite", "Rename", /^Remove/]) {
    await expect(joan.getByRole("button", { name })).toHaveCount(0);
  }
  await joan.goto(link);
  await expect(joan.getByText("This invitation was already accepted.")).toBeVisible();

  await userPage.reload();
  await userPage.getByLabel("Role of Joan").selectOption("Admin");
  await expect(userPage.getByText("The role of Joan is now Admin.")).toBeVisible();
  await joan.goto("/portal/profile");
  await expect(joan.getByRole("button", { name: "Invite" })).toBeVisible();
  await expect(joan.getByRole("button", { name: /^Remove/ })).toHaveCount(0);

  await userPage.getByRole("button", { name: "Remove Joan" }).click();
  await userPage.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await expect(userPage.getByText("Joan was removed.")).toBeVisible();
  await joan.goto("/portal/usage");
  await expect(joan.getByRole("heading", { name: "Usage", exact: true })).toBeVisible();
  await expect(joan.getByRole("button", { name: /^Organisation/ })).toHaveCount(0);
  await expect(joan.getByText("Analytical Engines")).toHaveCount(0);
  await theirs.close();
});

test("each organisation shows its own keys, and an invitation for another address is rejected", async ({
  userPage,
  account,
  consoleErrors,
}) => {
  consoleErrors.expected.push(/403/);
  const owner = await newAccount("owner");
  const team = await createTeam(owner, "Their team");
  await acceptInvitation(account, await invite(owner, team, account.email));
  await createKey(account, "my own");
  await createKey({ ...owner, organizationId: team }, "of their owner");

  await userPage.goto("/portal/api-keys");
  await expect(userPage.getByRole("row", { name: /my own/ })).toBeVisible();
  await userPage.getByRole("button", { name: /^Organisation/ }).click();
  await userPage.getByRole("menuitemradio", { name: /Their team/ }).click();
  await expect(userPage.getByRole("row", { name: /of their owner/ })).toBeVisible();
  await expect(userPage.getByText("my own")).toHaveCount(0);
  await expect(userPage.getByRole("button", { name: "Revoke of their owner" })).toHaveCount(0);

  const otherInvitation = await invite(owner, team, "nobody@example.com");
  await userPage.goto(`/portal/invitation#${otherInvitation}`);
  await expect(userPage.getByText("This invitation is for another address")).toBeVisible();
  await userPage.getByRole("button", { name: "Sign in with another account" }).click();
  await expect(userPage).toHaveURL(/\/sign-in\?next=%2Fportal%2Finvitation/);
});
