import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { API, keyList, me } from "@/testing/answers";
import { testPortal } from "@/testing/open";
import { fails, server } from "@/testing/server";
import { SignInTwin } from "@/testing/sign-in-twin";
import { ok } from "./client";

async function signedIn(signIn = new SignInTwin()) {
  const portal = testPortal(signIn);
  await portal.session.restore();
  return portal;
}

const refused = (request: Request) =>
  request.headers.get("authorization") === "Bearer token-1"
    ? HttpResponse.json(
        { error: { code: "invalid_session", message: "The session has expired.", param: null, hint: null } },
        { status: 401 },
      )
    : null;

test("a call is made again with a new token when the first is refused, body and all", async () => {
  const { api } = await signedIn();
  const bodies: unknown[] = [];
  server.use(
    http.post(`${API}/portal/api-keys`, async ({ request }) => {
      bodies.push(await request.clone().json());
      return refused(request) ?? HttpResponse.json({ key: "ctx_x" }, { status: 201 });
    }),
  );
  await ok(api.POST("/portal/api-keys", { body: { name: "mine" } }));
  expect(bodies).toEqual([{ name: "mine" }, { name: "mine" }]);
});

test("an error carries code, hint and request id", async () => {
  const { api } = await signedIn();
  fails("get", "/portal/api-keys", 503, {
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
    isPassing: true,
  });
});

test("an answer of something in between becomes a sentence", async () => {
  const { api } = await signedIn();
  server.use(
    http.get(`${API}/portal/api-keys`, () => HttpResponse.html("<h1>Bad gateway</h1>", { status: 502 })),
  );
  await expect(ok(api.GET("/portal/api-keys"))).rejects.toMatchObject({
    code: "http_502",
    message: "The service answered with HTTP 502.",
  });
});

test("nothing that answers is an error of its own", async () => {
  const { api } = await signedIn();
  server.use(http.get(`${API}/portal/api-keys`, () => HttpResponse.error()));
  await expect(ok(api.GET("/portal/api-keys"))).rejects.toMatchObject({ code: "network", status: 0 });
});

test("the chosen organisation is named; one that is gone is dropped", async () => {
  const { api, organization } = await signedIn();
  const named: (string | null)[] = [];
  server.use(
    http.get(`${API}/portal/me`, ({ request }) => {
      const name = request.headers.get("x-organization-id");
      named.push(name);
      if (name === null) return HttpResponse.json(me());
      const error = { code: "resource_not_found", message: "No.", param: "x-organization-id", hint: null };
      return HttpResponse.json({ error, request_id: "req_1" }, { status: 404 });
    }),
  );
  organization.choose("gone");
  await ok(api.GET("/portal/me"));
  expect(named).toEqual(["gone", null]);
  expect(organization.current).toBeNull();
});

test("what was to be changed in an organisation that is gone is changed in no other", async () => {
  const { api, organization } = await signedIn();
  let calls = 0;
  server.use(
    http.post(`${API}/portal/api-keys`, () => {
      calls += 1;
      const error = { code: "resource_not_found", message: "No.", param: "x-organization-id", hint: null };
      return HttpResponse.json({ error, request_id: "req_1" }, { status: 404 });
    }),
  );
  organization.choose("gone");
  await expect(ok(api.POST("/portal/api-keys", { body: { name: "mine" } }))).rejects.toMatchObject({
    status: 404,
  });
  expect(calls).toBe(1);
  expect(organization.current).toBeNull();
});

test("a read that still holds is not sent again, and one that has changed is", async () => {
  const { api } = await signedIn();
  let list = keyList();
  const statuses: number[] = [];
  server.use(
    http.get(`${API}/portal/api-keys`, ({ request }) => {
      const etag = `W/"${list.data.length}"`;
      const holds = request.headers.get("if-none-match") === etag;
      statuses.push(holds ? 304 : 200);
      const headers = { etag };
      return holds ? new HttpResponse(null, { status: 304, headers }) : HttpResponse.json(list, { headers });
    }),
  );
  const read = async () => (await ok(api.GET("/portal/api-keys"))).data.length;
  expect([await read(), await read()]).toEqual([1, 1]);
  list = keyList([]);
  expect([await read(), await read()]).toEqual([0, 0]);
  expect(statuses).toEqual([200, 304, 200, 304]);
});

test("a session that ends during a call holds the call until it is resumed", async () => {
  const signIn = new SignInTwin();
  const { api, session } = await signedIn(signIn);
  server.use(
    http.get(`${API}/portal/api-keys`, ({ request }) => refused(request) ?? HttpResponse.json(keyList())),
  );
  await session.token();
  signIn.end();
  const call = ok(api.GET("/portal/api-keys"));
  await expect.poll(() => session.current.status).toBe("ended");
  await signIn.signIn("ada@example.com", "correct horse battery");
  expect((await call).data).toHaveLength(1);
});
