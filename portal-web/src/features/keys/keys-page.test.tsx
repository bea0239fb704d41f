import { screen, waitFor, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { API, key, keyList, me, organization, SECRET } from "@/testing/fixtures";
import { open } from "@/testing/open";
import { mockError, mockGet, server } from "@/testing/server";

function mockCreate(name = "laptop") {
  server.use(
    http.post(`${API}/portal/api-keys`, () =>
      HttpResponse.json({ ...key({ name, last_used_at: null }), key: SECRET }, { status: 201 }),
    ),
  );
}

async function createKey() {
  mockCreate();
  const page = open("/portal/api-keys");
  await page.user.click(await screen.findByRole("button", { name: "Create key" }));
  await page.user.type(await screen.findByLabelText("Name"), "laptop");
  await page.user.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Create key" }));
  await screen.findByRole("dialog", { name: "Save your key" });
  return page;
}

test("a secret is shown once, and then is nowhere in the page or its storage", async () => {
  const { user, portal } = await createKey();
  expect(screen.getByText(SECRET)).toBeVisible();

  await user.keyboard("{Escape}");
  expect(screen.getByText(SECRET)).toBeVisible();
  expect(screen.getByRole("button", { name: "Done" })).toBeDisabled();

  await user.click(screen.getByRole("checkbox", { name: /I have saved this key/ }));
  await user.click(screen.getByRole("button", { name: "Done" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
  expect(document.documentElement.outerHTML).not.toContain(SECRET);
  expect(JSON.stringify({ ...localStorage, ...sessionStorage })).not.toContain(SECRET);
  expect(portal.playgroundKey.current).toBeNull();
});

test("the samples contain the new key", async () => {
  const { user } = await createKey();
  for (const language of ["curl", "Python", "JavaScript"]) {
    await user.click(screen.getByRole("tab", { name: language }));
    expect(screen.getByRole("region", { name: `First call in ${language}` })).toHaveTextContent(SECRET);
  }
});

test("the new key can be used in the playground without pasting it", async () => {
  const { user, router } = await createKey();
  await user.click(screen.getByRole("checkbox"));
  await user.click(screen.getByRole("button", { name: "Try it in the playground" }));
  expect(await screen.findByText("ctx_4fQz…9aLm")).toBeVisible();
  expect(router.state.location.pathname).toBe("/portal/playground");
  expect(document.documentElement.outerHTML).not.toContain(SECRET);
});

test("an invalid name is reported at the field", async () => {
  const { user } = open("/portal/api-keys?create=1");
  await user.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "Create key" }));
  expect(await screen.findByText("Enter a name.")).toBeVisible();
  mockError("post", "/portal/api-keys", 422, {
    code: "unprocessable_request",
    message: "Taken.",
    param: "name",
  });
  await user.type(screen.getByLabelText("Name"), "x");
  await user.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Create key" }));
  expect(await screen.findByText("Taken.")).toBeVisible();
});

test("a failure keeps the input and shows the request id", async () => {
  mockError("post", "/portal/api-keys", 503, { code: "key_service_unavailable", message: "Not right now." });
  const { user } = open("/portal/api-keys?create=1");
  await user.type(await screen.findByLabelText("Name"), "laptop");
  await user.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Create key" }));
  expect(await screen.findByText(/Not right now/)).toBeVisible();
  expect(screen.getByText("req_01TEST")).toBeVisible();
  expect(screen.getByLabelText("Name")).toHaveValue("laptop");
});

test("an unverified address is told what to do", async () => {
  mockError("post", "/portal/api-keys", 403, {
    code: "email_not_verified",
    message: "Your e-mail address is not verified yet.",
    hint: "Open the link in the e-mail that was sent to it, then sign in again.",
  });
  const { user } = open("/portal/api-keys?create=1");
  await user.type(await screen.findByLabelText("Name"), "laptop");
  await user.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Create key" }));
  expect(await screen.findByText(/not verified yet\. Open the link in the e-mail/)).toBeVisible();
});

test("revoking names the key, and a failure can be retried", async () => {
  const { user } = open("/portal/api-keys");
  await user.click(await screen.findByRole("button", { name: "Revoke staging" }));
  expect(screen.getByRole("dialog", { name: "Revoke “staging”?" })).toBeVisible();
  mockError("delete", "/portal/api-keys/:id", 503, {
    code: "key_service_unavailable",
    message: "Not right now.",
  });
  await user.click(screen.getByRole("button", { name: "Revoke key" }));
  expect(await screen.findByText(/Not right now/)).toBeVisible();

  server.use(http.delete(`${API}/portal/api-keys/:id`, () => new HttpResponse(null, { status: 204 })));
  mockGet("/portal/api-keys", keyList([key({ status: "revoked" })]));
  await user.click(screen.getByRole("button", { name: "Revoke key" }));
  expect(await screen.findByText("“staging” is revoked.")).toBeVisible();
  expect(await screen.findByText("No active keys")).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Show 1 revoked" }));
  expect(screen.getByRole("row", { name: /staging/ })).toBeVisible();
});

test("members may revoke only their own keys", async () => {
  const member = organization({ role: "member" });
  mockGet("/portal/me", me({ organization: member, organizations: [member] }));
  const others = key({ id: "00000000-0000-4000-8000-0000000000f2", name: "theirs", created_by: null });
  mockGet("/portal/api-keys", keyList([key({ name: "mine" }), others]));
  open("/portal/api-keys");
  expect(await screen.findByRole("button", { name: "Revoke mine" })).toBeVisible();
  expect(screen.queryByRole("button", { name: "Revoke theirs" })).not.toBeInTheDocument();
});

test("no key can be created when the limit of keys is reached", async () => {
  mockGet("/portal/api-keys", { ...keyList(), allowance: { name: "keys", limit: 1, used: 1 } });
  open("/portal/api-keys");
  expect(await screen.findByText(/Revoke one to create another/)).toBeVisible();
  expect(screen.getByRole("button", { name: "Create key" })).toBeDisabled();
});

test("a key is created with its expiry, limit and models", async () => {
  let body: unknown;
  server.use(
    http.post(`${API}/portal/api-keys`, async ({ request }) => {
      body = await request.json();
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
  const { expires_at, ...rest } = body as { expires_at: string };
  expect(rest).toEqual({ name: "careful", requests_per_minute: 5, models: ["oss-20b"] });
  expect((Date.parse(expires_at) - Date.now()) / 86_400_000).toBeCloseTo(30, 2);
});

test("the expiry of a rotated key cannot be moved to a later time", async () => {
  const end = new Date(Date.now() + 86_400_000).toISOString();
  mockGet("/portal/api-keys", keyList([key({ expires_at: end, rotated_at: "2026-11-01T00:00:00Z" })]));
  const { user } = open("/portal/api-keys");
  await user.click(await screen.findByRole("button", { name: "Edit staging" }));
  expect(within(await screen.findByLabelText("Expires")).getAllByRole("option")).toHaveLength(1);
  expect(screen.getByText(/it ends then, or earlier/)).toBeVisible();
  expect(screen.queryByRole("button", { name: "Rotate staging" })).not.toBeInTheDocument();
});

test("a refused change says how long to wait", async () => {
  server.use(
    http.post(`${API}/portal/api-keys`, () =>
      HttpResponse.json(
        {
          error: {
            code: "rate_limit_exceeded",
            message: "Too many changes: 60 of 60 (changes per minute of a user).",
            param: null,
            hint: "Try again in 34 seconds.",
          },
          request_id: "req_1",
        },
        { status: 429, headers: { "retry-after": "34" } },
      ),
    ),
  );
  const { user } = open("/portal/api-keys?create=1");
  await user.type(await screen.findByLabelText("Name"), "one more");
  await user.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Create key" }));
  expect(await screen.findByRole("alert")).toHaveTextContent(/Too many changes.*Try again in 34 seconds/);
});

test("editing only the name does not change the expiry", async () => {
  mockGet("/portal/api-keys", keyList([key({ expires_at: "2027-01-01T00:00:00Z" })]));
  let body: unknown;
  server.use(
    http.patch(`${API}/portal/api-keys/:id`, async ({ request }) => {
      body = await request.json();
      return HttpResponse.json(key({ name: "renamed" }));
    }),
  );
  const { user } = open("/portal/api-keys");
  await user.click(await screen.findByRole("button", { name: "Edit staging" }));
  const name = await screen.findByLabelText("Name");
  await user.clear(name);
  await user.type(name, "renamed");
  await user.click(screen.getByRole("button", { name: "Save" }));
  expect(await screen.findByText("“renamed” was updated.")).toBeVisible();
  expect(body).toEqual({ name: "renamed", requests_per_minute: null, models: null });
});

test("rotating shows the new secret once, and sends the grace period", async () => {
  let body: unknown;
  server.use(
    http.post(`${API}/portal/api-keys/:id/rotate`, async ({ request }) => {
      body = await request.json();
      return HttpResponse.json({ ...key(), key: SECRET }, { status: 201 });
    }),
  );
  const { user } = open("/portal/api-keys");
  await user.click(await screen.findByRole("button", { name: "Rotate staging" }));
  await user.selectOptions(screen.getByLabelText("Grace period for the old key"), "1 hour");
  await user.click(screen.getByRole("button", { name: "Rotate key" }));
  expect(await screen.findByText(SECRET)).toBeVisible();
  expect(body).toEqual({ grace_seconds: 3600 });
  await user.click(screen.getByRole("checkbox", { name: /I have saved this key/ }));
  await user.click(screen.getByRole("button", { name: "Done" }));
  await waitFor(() => expect(document.documentElement.outerHTML).not.toContain(SECRET));
});
