import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { FakeSignIn } from "@/testing/fake-sign-in";
import { API, keyList, me } from "@/testing/fixtures";
import { testPortal } from "@/testing/open";
import { mockError, server } from "@/testing/server";
import { ok } from "./client";

async function signedIn(signIn = new FakeSignIn()) {
  const portal = testPortal(signIn);
  await portal.session.restore();
  return portal;
}

const rejected = (request: Request) =>
  request.headers.get("authorization") === "Bearer token-1"
    ? HttpResponse.json(
        { error: { code: "invalid_session", message: "The session has expired.", param: null, hint: null } },
        { status: 401 },
      )
    : null;

test("a call with a rejected token is retried with a new one and the same body", async () => {
  const { api } = await signedIn();
  const bodies: unknown[] = [];
  server.use(
    http.post(`${API}/portal/api-keys`, async ({ request }) => {
      bodies.push(await request.clone().json());
      return rejected(request) ?? HttpResponse.json({ key: "ctx_x" }, { status: 201 });
    }),
  );
  await ok(api.POST("/portal/api-keys", { body: { name: "mine" } }));
  expect(bodies).toEqual([{ name: "mine" }, { name: "mine" }]);
});

test("an error carries code, hint and request id", async () => {
  const { api } = await signedIn();
  mockError("get", "/portal/api-keys", 503, {
    code: "database_unavailable",
    message: "Not now.",
    hint: "Later.",
  });
  await expect(ok(api.GET("/portal/api-keys"))).rejects.toMatchObject({
    status: 503,
    code: "database_unavailable",
    message: "Not now.",
    hint: "Later.",
    requestId: "req_01TEST",
    isRetryable: true,
  });
});

test("a response that is not from the API becomes an ApiError", async () => {
  const { api } = await signedIn();
  server.use(
    http.get(`${API}/portal/api-keys`, () => HttpResponse.html("<h1>Bad gateway</h1>", { status: 502 })),
  );
  await expect(ok(api.GET("/portal/api-keys"))).rejects.toMatchObject({
    code: "http_502",
    message: "The service responded with HTTP 502.",
  });
});

test("a network failure becomes an ApiError", async () => {
  const { api } = await signedIn();
  server.use(http.get(`${API}/portal/api-keys`, () => HttpResponse.error()));
  await expect(ok(api.GET("/portal/api-keys"))).rejects.toMatchObject({ code: "network", status: 0 });
});

test("the selected organisation is sent, and deselected if it is unknown", async () => {
  const { api, organization } = await signedIn();
  const sent: (string | null)[] = [];
  server.use(
    http.get(`${API}/portal/me`, ({ request }) => {
      const name = request.headers.get("x-organization-id");
      sent.push(name);
      if (name === null) return HttpResponse.json(me());
      const error = { code: "resource_not_found", message: "No.", param: "x-organization-id", hint: null };
      return HttpResponse.json({ error, request_id: "req_1" }, { status: 404 });
    }),
  );
  organization.select("gone");
  await ok(api.GET("/portal/me"));
  expect(sent).toEqual(["gone", null]);
  expect(organization.current).toBeNull();
});

test("a change for an unknown organisation is not retried for another one", async () => {
  const { api, organization } = await signedIn();
  let calls = 0;
  server.use(
    http.post(`${API}/portal/api-keys`, () => {
      calls += 1;
      const error = { code: "resource_not_found", message: "No.", param: "x-organization-id", hint: null };
      return HttpResponse.json({ error, request_id: "req_1" }, { status: 404 });
    }),
  );
  organization.select("gone");
  await expect(ok(api.POST("/portal/api-keys", { body: { name: "mine" } }))).rejects.toMatchObject({
    status: 404,
  });
  expect(calls).toBe(1);
  expect(organization.current).toBeNull();
});

test("a request that API Gateway throttles says when to try again", async () => {
  const { api } = await signedIn();
  const throttled = (headers: Record<string, string>) =>
    http.get(`${API}/portal/api-keys`, () =>
      HttpResponse.json({ message: "Too Many Requests" }, { status: 429, headers }),
    );
  server.use(throttled({}));
  await expect(ok(api.GET("/portal/api-keys"))).rejects.toMatchObject({ hint: "Try again in a moment." });
  server.use(throttled({ "retry-after": "7" }));
  await expect(ok(api.GET("/portal/api-keys"))).rejects.toMatchObject({
    message: "Too many requests.",
    hint: "Try again in 7 seconds.",
  });
});

test("an unchanged read is served from the cache", async () => {
  const { api } = await signedIn();
  let list = keyList();
  const statuses: number[] = [];
  server.use(
    http.get(`${API}/portal/api-keys`, ({ request }) => {
      const etag = `W/"${list.data.length}"`;
      const isUnchanged = request.headers.get("if-none-match") === etag;
      statuses.push(isUnchanged ? 304 : 200);
      const headers = { etag };
      return isUnchanged
        ? new HttpResponse(null, { status: 304, headers })
        : HttpResponse.json(list, { headers });
    }),
  );
  const read = async () => (await ok(api.GET("/portal/api-keys"))).data.length;
  expect([await read(), await read()]).toEqual([1, 1]);
  list = keyList([]);
  expect([await read(), await read()]).toEqual([0, 0]);
  expect(statuses).toEqual([200, 304, 200, 304]);
});

test("a call with an expired session waits until the user signs in again", async () => {
  const signIn = new FakeSignIn();
  const { api, session } = await signedIn(signIn);
  server.use(
    http.get(`${API}/portal/api-keys`, ({ request }) => rejected(request) ?? HttpResponse.json(keyList())),
  );
  await session.token();
  signIn.expire();
  const call = ok(api.GET("/portal/api-keys"));
  await expect.poll(() => session.current.status).toBe("expired");
  await signIn.signIn("ada@example.com", "correct horse battery");
  expect((await call).data).toHaveLength(1);
});
