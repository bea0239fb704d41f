import { acceptInvitation, createKey, invite, makeTeam, newAccount } from "./product.ts";
import { expect, test } from "./test.ts";

test("an owner invites, somebody new joins from the link, roles bind, and who is removed is out", async ({
  browser,
  visitor,
}) => {
  await visitor.goto("/portal/profile");
  await visitor.getByRole("button", { name: "New team" }).click();
  await visitor.getByRole("dialog").getByLabel("Name").fill("Analytical Engines");
  await visitor.getByRole("button", { name: "Make team" }).click();
  await expect(visitor.getByRole("heading", { name: "Analytical Engines" })).toBeVisible();

  const email = `joan-${Date.now()}@example.com`;
  await visitor.getByRole("button", { name: "Invite" }).click();
  await visitor.getByRole("dialog").getByLabel("E-mail").fill(email);
  await visitor.getByRole("button", { name: "Make the link" }).click();
  const link = (await visitor.getByRole("dialog").locator("code").textContent()) ?? "";
  await visitor.getByRole("button", { name: "Done" }).click();
  await expect(visitor.getByRole("list", { name: "Invited" })).toContainText(email);

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
  await expect(joan.getByText("This invitation was accepted already.")).toBeVisible();

  await visitor.reload();
  await visitor.getByLabel("Role of Joan").selectOption("Admin");
  await expect(visitor.getByText("Joan is admin now.")).toBeVisible();
  await joan.goto("/portal/profile");
  await expect(joan.getByRole("button", { name: "Invite" })).toBeVisible();
  await expect(joan.getByRole("button", { name: /^Remove/ })).toHaveCount(0);

  await visitor.getByRole("button", { name: "Remove Joan" }).click();
  await visitor.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await expect(visitor.getByText("Joan is removed.")).toBeVisible();
  await joan.goto("/portal/usage");
  await expect(joan.getByRole("heading", { name: "Usage", exact: true })).toBeVisible();
  await expect(joan.getByRole("button", { name: /^Organisation/ })).toHaveCount(0);
  await expect(joan.getByText("Analytical Engines")).toHaveCount(0);
  await theirs.close();
});

test("each organisation shows its own keys, and an invitation of somebody else opens nothing", async ({
  visitor,
  account,
  complaints,
}) => {
  complaints.expected.push(/403/);
  const owner = await newAccount("owner");
  const team = await makeTeam(owner, "Their team");
  await acceptInvitation(account, await invite(owner, team, account.email));
  await createKey(account, "my own");
  await createKey({ ...owner, organizationId: team }, "of their owner");

  await visitor.goto("/portal/api-keys");
  await expect(visitor.getByRole("row", { name: /my own/ })).toBeVisible();
  await visitor.getByRole("button", { name: /^Organisation/ }).click();
  await visitor.getByRole("menuitemradio", { name: /Their team/ }).click();
  await expect(visitor.getByRole("row", { name: /of their owner/ })).toBeVisible();
  await expect(visitor.getByText("my own")).toHaveCount(0);
  await expect(visitor.getByRole("button", { name: "Revoke of their owner" })).toHaveCount(0);

  const others = await invite(owner, team, "nobody@example.com");
  await visitor.goto(`/portal/invitation#${others}`);
  await expect(visitor.getByText("This invitation is for another address")).toBeVisible();
  await visitor.getByRole("button", { name: "Sign in with another account" }).click();
  await expect(visitor).toHaveURL(/\/sign-in\?next=%2Fportal%2Finvitation/);
});
