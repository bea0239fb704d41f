import { screen, waitFor, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { API, key, keyList, me, organization, SECRET } from "@/testing/answers";
import { open } from "@/testing/open";
import { answers, fails, server } from "@/testing/server";

function creates(name = "laptop") {
  server.use(
    http.post(`${API}/portal/api-keys`, () =>
      HttpResponse.json({ ...key({ name, last_used_at: null }), key: SECRET }, { status: 201 }),
    ),
  );
}

async function reveal() {
  creates();
  const page = open("/portal/api-keys");
  await page.user.click(await screen.findByRole("button", { name: "Create key" }));
  await page.user.type(await screen.findByLabelText("Name"), "laptop");
  await page.user.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Create key" }));
  await screen.findByRole("dialog", { name: "Save your key" });
  return page;
}

test("a secret is shown once, and nothing of it stays", async () => {
  const { user, portal } = await reveal();
  expect(screen.getByText(SECRET)).toBeVisible();

  await user.keyboard("{Escape}");
  expect(screen.getByText(SECRET)).toBeVisible();
  expect(screen.getByRole("button", { name: "Done" })).toBeDisabled();

  await user.click(screen.getByRole("checkbox", { name: /I have saved this key/ }));
  await user.click(screen.getByRole("button", { name: "Done" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
  expect(document.documentElement.outerHTML).not.toContain(SECRET);
  expect(JSON.stringify({ ...localStorage, ...sessionStorage })).not.toContain(SECRET);
  expect(portal.keyInHand.current).toBeNull();
});

test("the samples beside it can be run as they stand", async () => {
  const { user } = await reveal();
  for (const language of ["curl", "Python", "JavaScript"]) {
    await user.click(screen.getByRole("tab", { name: language }));
    expect(screen.getByRole("region", { name: `First call in ${language}` })).toHaveTextContent(SECRET);
  }
});

test("the playground takes the key over without it being typed", async () => {
  const { user, router } = await reveal();
  await user.click(screen.getByRole("checkbox"));
  await user.click(screen.getByRole("button", { name: "Try it in the playground" }));
  expect(await screen.findByText("ctx_4fQz…9aLm")).toBeVisible();
  expect(router.state.location.pathname).toBe("/portal/playground");
  expect(document.documentElement.outerHTML).not.toContain(SECRET);
});

test("a name that cannot be is told at the field", async () => {
  const { user } = open("/portal/api-keys?create=1");
  await user.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "Create key" }));
  expect(await screen.findByText("Give the key a name.")).toBeVisible();
  fails("post", "/portal/api-keys", 422, { code: "unprocessable_request", message: "Taken.", param: "name" });
  await user.type(screen.getByLabelText("Name"), "x");
  await user.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Create key" }));
  expect(await screen.findByText("Taken.")).toBeVisible();
});

test("a failure keeps what was typed and shows the request id", async () => {
  fails("post", "/portal/api-keys", 503, { code: "key_service_unavailable", message: "Not right now." });
  const { user } = open("/portal/api-keys?create=1");
  await user.type(await screen.findByLabelText("Name"), "laptop");
  await user.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Create key" }));
  expect(await screen.findByText(/Not right now/)).toBeVisible();
  expect(screen.getByText("req_01TEST")).toBeVisible();
  expect(screen.getByLabelText("Name")).toHaveValue("laptop");
});

test("revoking names the key, and a failure can be tried again", async () => {
  const { user } = open("/portal/api-keys");
  await user.click(await screen.findByRole("button", { name: "Revoke staging" }));
  expect(screen.getByRole("dialog", { name: "Revoke “staging”?" })).toBeVisible();
  fails("delete", "/portal/api-keys/:id", 503, {
    code: "key_service_unavailable",
    message: "Not right now.",
  });
  await user.click(screen.getByRole("button", { name: "Revoke key" }));
  expect(await screen.findByText(/Not right now/)).toBeVisible();

  server.use(http.delete(`${API}/portal/api-keys/:id`, () => new HttpResponse(null, { status: 204 })));
  answers("/portal/api-keys", keyList([key({ status: "revoked" })]));
  await user.click(screen.getByRole("button", { name: "Revoke key" }));
  expect(await screen.findByText("“staging” is revoked.")).toBeVisible();
  expect(await screen.findByText("No keys in force")).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Show 1 revoked" }));
  expect(screen.getByRole("row", { name: /staging/ })).toBeVisible();
});

test("members may revoke their own keys only", async () => {
  const member = organization({ role: "member" });
  answers("/portal/me", me({ organization: member, organizations: [member] }));
  const others = key({ id: "00000000-0000-4000-8000-0000000000f2", name: "theirs", created_by: null });
  answers("/portal/api-keys", keyList([key({ name: "mine" }), others]));
  open("/portal/api-keys");
  expect(await screen.findByRole("button", { name: "Revoke mine" })).toBeVisible();
  expect(screen.queryByRole("button", { name: "Revoke theirs" })).not.toBeInTheDocument();
});

test("an organisation with all the keys it may have cannot ask for another", async () => {
  answers("/portal/api-keys", { ...keyList(), allowance: { name: "keys", limit: 1, used: 1 } });
  open("/portal/api-keys");
  expect(await screen.findByText(/Revoke one to create another/)).toBeVisible();
  expect(screen.getByRole("button", { name: "Create key" })).toBeDisabled();
});

test("a key is asked for with its expiry, limit and models", async () => {
  let asked: unknown;
  server.use(
    http.post(`${API}/portal/api-keys`, async ({ request }) => {
      asked = await request.json();
      return HttpResponse.json({ ...key(), key: SECRET }, { status: 201 });
    }),
  );
  const { user } = open("/portal/api-keys?create=1");
  await user.type(await screen.findByLabelText("Name"), "careful");
  await user.selectOptions(screen.getByLabelText("Expires"), "In 30 days");
  await user.type(screen.getByLabelText("Requests per minute"), "5");
  await user.click(await screen.findByRole("checkbox", { name: "oss-20b" }));
  await user.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Create key" }));
  await screen.findByText(SECRET);
  const { expires_at, ...rest } = asked as { expires_at: string };
  expect(rest).toEqual({ name: "careful", requests_per_minute: 5, models: ["oss-20b"] });
  expect((Date.parse(expires_at) - Date.now()) / 86_400_000).toBeCloseTo(30, 2);
});

test("changing the name alone leaves the expiry as it is", async () => {
  answers("/portal/api-keys", keyList([key({ expires_at: "2027-01-01T00:00:00Z" })]));
  let asked: unknown;
  server.use(
    http.patch(`${API}/portal/api-keys/:id`, async ({ request }) => {
      asked = await request.json();
      return HttpResponse.json(key({ name: "renamed" }));
    }),
  );
  const { user } = open("/portal/api-keys");
  await user.click(await screen.findByRole("button", { name: "Change staging" }));
  const name = await screen.findByLabelText("Name");
  await user.clear(name);
  await user.type(name, "renamed");
  await user.click(screen.getByRole("button", { name: "Save" }));
  expect(await screen.findByText("“renamed” is changed.")).toBeVisible();
  expect(asked).toEqual({ name: "renamed", requests_per_minute: null, models: null });
});

test("rotating shows the new secret once, and says how long the old one works", async () => {
  let asked: unknown;
  server.use(
    http.post(`${API}/portal/api-keys/:id/rotate`, async ({ request }) => {
      asked = await request.json();
      return HttpResponse.json({ ...key(), key: SECRET }, { status: 201 });
    }),
  );
  const { user } = open("/portal/api-keys");
  await user.click(await screen.findByRole("button", { name: "Rotate staging" }));
  await user.selectOptions(screen.getByLabelText("The old key works on"), "For an hour");
  await user.click(screen.getByRole("button", { name: "Rotate key" }));
  expect(await screen.findByText(SECRET)).toBeVisible();
  expect(asked).toEqual({ grace_seconds: 3600 });
  await user.click(screen.getByRole("checkbox", { name: /I have saved this key/ }));
  await user.click(screen.getByRole("button", { name: "Done" }));
  await waitFor(() => expect(document.documentElement.outerHTML).not.toContain(SECRET));
});
