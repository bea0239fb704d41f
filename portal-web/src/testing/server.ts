import { HttpResponse, http, type JsonBodyType } from "msw";
import { setupServer } from "msw/node";
import {
  API,
  allowance,
  billing,
  eventPage,
  keyList,
  ledger,
  me,
  member,
  models,
  plans,
  receipt,
  serviceStatus,
  summary,
} from "./fixtures";

/** Mock of the control plane and of the gateway's `/health`, for an account with some usage. */
export const server = setupServer(
  http.get(`${API}/portal/me`, () => HttpResponse.json(me())),
  http.get(`${API}/portal/organizations/:id/members`, () => HttpResponse.json({ data: [member()] })),
  http.get(`${API}/portal/organizations/:id/invitations`, () => HttpResponse.json({ data: [] })),
  http.get(`${API}/portal/api-keys`, () => HttpResponse.json(keyList())),
  http.get(`${API}/portal/usage-summary`, ({ request }) => {
    const range = new URL(request.url).searchParams.get("range") as "30d";
    return HttpResponse.json(summary({ range, allowance: allowance() }));
  }),
  http.get(`${API}/portal/usage-events`, () => HttpResponse.json(eventPage())),
  http.get(`${API}/portal/usage-events/:id`, () => HttpResponse.json(receipt())),
  http.get(`${API}/portal/models`, () => HttpResponse.json(models())),
  http.get(`${API}/portal/billing`, () => HttpResponse.json(billing())),
  http.get(`${API}/portal/plans`, () => HttpResponse.json(plans())),
  http.get(`${API}/portal/billing/ledger`, () => HttpResponse.json(ledger())),
  http.get(`${API}/portal/status`, () => HttpResponse.json(serviceStatus())),
  http.get(`${API}/health`, () => HttpResponse.json({ status: "ok", models: ["oss-20b"], version: "0" })),
);

/** Let `GET path` respond with `body` from now on. */
export function mockGet(path: string, body: JsonBodyType, status = 200): void {
  server.use(http.get(API + path, () => HttpResponse.json(body, { status })));
}

/** Let `path` respond with an error from now on. */
export function mockError(
  method: "get" | "post" | "put" | "patch" | "delete",
  path: string,
  status: number,
  error: { code: string; message: string; param?: string; hint?: string },
): void {
  server.use(
    http[method](API + path, () =>
      HttpResponse.json(
        { error: { param: null, hint: null, ...error }, request_id: "req_01TEST" },
        { status, headers: { "x-request-id": "req_01TEST" } },
      ),
    ),
  );
}
