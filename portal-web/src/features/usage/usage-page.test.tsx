import { screen, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, test, vi } from "vitest";
import {
  API,
  allowance,
  emptySummary,
  event,
  eventPage,
  key,
  keyList,
  me,
  organization,
  summary,
} from "@/testing/fixtures";
import { open } from "@/testing/open";
import { mockError, mockGet, server } from "@/testing/server";

test("totals, limits and requests are shown, with exact values on hover", async () => {
  open("/portal/usage");
  const totals = await screen.findByRole("region", { name: "Totals" });
  expect(await within(totals).findByText("1,234")).toBeVisible();
  expect(within(totals).getByText("120K")).toHaveAttribute("title", "120,000");
  expect(screen.getByRole("meter", { name: "Requests per 5 hours" })).toHaveAttribute("aria-valuenow", "12");
  expect(await screen.findByRole("button", { name: /receipt of req_/ })).toBeVisible();
});

test("the range is in the URL", async () => {
  const { user, router } = open("/portal/usage?range=7d");
  expect(await screen.findByRole("radio", { name: "7 days" })).toBeChecked();
  await user.click(screen.getByRole("radio", { name: "Month" }));
  expect(router.state.location.search).toBe("?range=month");
  await user.click(screen.getByRole("radio", { name: "30 days" }));
  expect(router.state.location.search).toBe("");
});

test("90 days, as in older links, are shown as a custom range", async () => {
  open("/portal/usage?range=90d");
  expect(await screen.findByRole("radio", { name: "Custom" })).toBeChecked();
});

test("a custom range is requested in whole days, and is in the URL", async () => {
  const requested: string[] = [];
  server.use(
    http.get(`${API}/portal/usage-summary`, ({ request }) => {
      requested.push(new URL(request.url).search);
      return HttpResponse.json(summary({ range: "custom" }));
    }),
  );
  const { user, router } = open("/portal/usage?from=2026-11-01&to=2026-11-20");
  const startDate = await screen.findByLabelText("Start date");
  await user.clear(startDate);
  await user.type(startDate, "2026-11-10");
  expect(router.state.location.search).toBe("?from=2026-11-10&to=2026-11-20");
  await vi.waitFor(() =>
    expect(requested.at(-1)).toBe("?from=2026-11-10T00%3A00%3A00.000Z&to=2026-11-21T00%3A00%3A00.000Z"),
  );
});

test("filters are in the URL and in the requests to the API", async () => {
  const requested: URLSearchParams[] = [];
  server.use(
    http.get(`${API}/portal/usage-events`, ({ request }) => {
      const { searchParams } = new URL(request.url);
      requested.push(searchParams);
      return HttpResponse.json(eventPage(searchParams.get("outcome") === "deadline" ? [] : [event()]));
    }),
  );
  const { user, router } = open("/portal/usage?model=oss-20b");
  await user.selectOptions(await screen.findByLabelText("Status"), "Timed out");
  expect(router.state.location.search).toBe("?model=oss-20b&status=deadline");
  await user.click(await screen.findByRole("button", { name: "Clear filters" }));
  expect(router.state.location.search).toBe("");
  const filtered = requested.find((each) => each.get("outcome") === "deadline");
  expect(filtered?.get("model")).toBe("oss-20b");
  expect(await screen.findByRole("button", { name: /receipt of/ })).toBeVisible();
});

test("a receipt opens by request id, from the URL or the search field", async () => {
  const usageEvent = event({ request_id: "req_01FOUND", model: "gemma-4-26b" });
  mockGet("/portal/usage-events/req_01FOUND", { ...usageEvent, charged_for: "prompt and completion" });
  mockError("get", "/portal/usage-events/req_NONE", 404, {
    code: "resource_not_found",
    message: "There is none.",
  });
  const { user, router } = open("/portal/usage?request=req_01FOUND");
  const receipt = await screen.findByRole("dialog", { name: "Request" });
  expect(await within(receipt).findByText("gemma-4-26b")).toBeVisible();
  await user.click(within(receipt).getByRole("button", { name: "Close" }));
  expect(router.state.location.search).toBe("");
  await user.type(screen.getByLabelText("Find by request ID"), " req_NONE {Enter}");
  expect(await screen.findByText(/There is none/)).toBeVisible();
  expect(router.state.location.search).toBe("?request=req_NONE");
});

test("bars can be stacked by key", async () => {
  const { user } = open("/portal/usage?range=7d");
  await user.selectOptions(await screen.findByLabelText("Stack by"), "By key");
  expect(await screen.findByRole("columnheader", { name: "staging" })).toBeInTheDocument();
});

test("a receipt links its error code to the docs", async () => {
  const failed = event({
    outcome: "failed_before_first_byte",
    status: 502,
    error_code: "router_unreachable",
    ttft_ms: null,
  });
  mockGet("/portal/usage-events", eventPage([failed]));
  mockGet(`/portal/usage-events/${failed.request_id}`, { ...failed, charged_for: "nothing" });
  const { user } = open("/portal/usage");
  await user.click(await screen.findByRole("button", { name: /receipt of/ }));
  const receipt = await screen.findByRole("dialog", { name: "Request" });
  expect(within(receipt).getByText(failed.request_id)).toBeVisible();
  expect(within(receipt).getByText("staging")).toBeVisible();
  expect(within(receipt).getByRole("link", { name: "router_unreachable" })).toHaveAttribute(
    "href",
    "/portal/docs#error-router_unreachable",
  );
});

test("older requests are loaded by cursor", async () => {
  const older = event({ request_id: "req_OLDER" });
  server.use(
    http.get(`${API}/portal/usage-events`, ({ request }) =>
      HttpResponse.json(
        new URL(request.url).searchParams.get("cursor") === "more"
          ? eventPage([older])
          : eventPage([event()], "more"),
      ),
    ),
  );
  const { user } = open("/portal/usage");
  await user.click(await screen.findByRole("button", { name: "Show older requests" }));
  expect(await screen.findByRole("button", { name: /req_OLDER/ })).toBeVisible();
  expect(screen.queryByRole("button", { name: "Show older requests" })).not.toBeInTheDocument();
});

test("a failure shows the error and its request id, and can be retried", async () => {
  mockError("get", "/portal/usage-summary", 400, { code: "invalid_request", message: "That went wrong." });
  const { user } = open("/portal/usage");
  const alert = await screen.findByRole("alert");
  expect(within(alert).getByText("Usage could not be loaded")).toBeVisible();
  expect(within(alert).getByText("req_01TEST")).toBeVisible();
  mockGet("/portal/usage-summary", summary());
  await user.click(within(alert).getByRole("button", { name: "Try again" }));
  expect(
    await within(await screen.findByRole("region", { name: "Totals" })).findByText("1,234"),
  ).toBeVisible();
});

test("a user without calls sees the first steps instead of empty charts", async () => {
  mockGet("/portal/usage-summary", emptySummary());
  mockGet("/portal/api-keys", keyList([]));
  open("/portal/usage");
  expect(await screen.findByRole("link", { name: "Create key" })).toHaveAttribute(
    "href",
    "/portal/api-keys?create=1",
  );
  expect(screen.queryByText("Requests by day")).not.toBeInTheDocument();
});

test("the first call ticks its step, and finished steps can be dismissed", async () => {
  mockGet("/portal/usage-summary", emptySummary());
  mockGet("/portal/api-keys", keyList([key({ last_used_at: null, requests_7d: 0 })]));
  const { user } = open("/portal/usage");
  expect(await screen.findByText(/From a terminal/)).toBeVisible();
  mockGet("/portal/usage-summary", summary());
  mockGet("/portal/api-keys", keyList([key({ last_used_at: null, requests_7d: 1 })]));
  expect(await screen.findByText("You are set up", {}, { timeout: 6000 })).toBeVisible();
  expect(await screen.findByRole("region", { name: "Totals" })).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Done" }));
  expect(screen.queryByText("You are set up")).not.toBeInTheDocument();
});

test.each([
  [85, /85 of 100 requests per 5 hours are used/],
  [100, /The limit of 100 requests per 5 hours is reached/],
])("with %i of 100 used, a banner shows the limit and a link to the plan", async (used, message) => {
  mockGet("/portal/me", me({ allowance: allowance(used) }));
  open("/portal/api-keys");
  const banner = await screen.findByRole("complementary", { name: "Limits" });
  expect(banner).toHaveTextContent(message);
  expect(within(banner).getByRole("link", { name: "View your plan" })).toHaveAttribute(
    "href",
    "/portal/billing",
  );
});

test("a banner says that the organisation is suspended", async () => {
  const suspended = organization({ suspended: true });
  mockGet("/portal/me", me({ organization: suspended, organizations: [suspended] }));
  open("/portal/usage");
  expect(await screen.findByText("Ada is suspended.")).toBeVisible();
});

test("the requests in the range are downloaded as a file", async () => {
  let requested = "";
  server.use(
    http.get(`${API}/portal/usage-export`, ({ request }) => {
      requested = request.url;
      return new HttpResponse("request_id\nreq_1\n", { headers: { "content-type": "text/csv" } });
    }),
  );
  const saved: string[] = [];
  vi.spyOn(URL, "createObjectURL").mockReturnValue("blob:file");
  vi.spyOn(URL, "revokeObjectURL").mockReturnValue();
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (this: HTMLAnchorElement) {
    saved.push(this.download);
  });
  const { user } = open("/portal/usage?range=7d");
  await user.click(await screen.findByRole("button", { name: "Export CSV" }));
  await vi.waitFor(() => expect(saved).toEqual(["usage-7d.csv"]));
  const { searchParams } = new URL(requested);
  expect(searchParams.get("format")).toBe("csv");
  const hours = (Date.now() - Date.parse(searchParams.get("from") ?? "")) / 3_600_000;
  expect(Math.floor(hours)).toBe(7 * 24);
});

test("P50 and P95 are shown", async () => {
  open("/portal/usage");
  const totals = await screen.findByRole("region", { name: "Totals" });
  expect(await within(totals).findByText("190 ms")).toBeVisible();
  expect(within(totals).getByText("P95 420 ms")).toBeVisible();
});

test("refused requests are counted by code and listed with status, code and parameter", async () => {
  const refused = event({
    request_id: "req_01REFUSED",
    state: "refused",
    outcome: "refused",
    model: null,
    status: 400,
    error_code: "invalid_request",
    error_param: "messages.0.content",
    prompt_tokens: 0,
    completion_tokens: 0,
    ttft_ms: null,
    latency_ms: null,
  });
  const requested: URLSearchParams[] = [];
  server.use(
    http.get(`${API}/portal/usage-events`, ({ request }) => {
      requested.push(new URL(request.url).searchParams);
      return HttpResponse.json(eventPage([refused]));
    }),
  );
  const { totals, by_key } = summary();
  mockGet("/portal/usage-summary", {
    ...summary({
      totals: { ...totals, requests: 0, refused: 3, errors: 0 },
      by_key: by_key.map((row) => ({ ...row, requests: 0, refused: 3, errors: 0 })),
      refusals: [
        { status: 429, error_code: "rate_limit_exceeded", refusals: 2 },
        { status: 400, error_code: "invalid_request", refusals: 1 },
      ],
    }),
  });
  mockGet("/portal/usage-events/:id", { ...refused, charged_for: "nothing" });
  const { user, router } = open("/portal/usage");
  const card = await screen.findByRole("region", { name: "Refused requests" });
  expect(within(card).getByText("rate_limit_exceeded").closest("li")).toHaveTextContent(
    "429 rate_limit_exceeded2",
  );
  expect(within(screen.getByRole("region", { name: "Totals" })).getByText("3 refused")).toBeVisible();
  await user.click(screen.getByRole("radio", { name: "By key" }));
  expect(screen.getByRole("columnheader", { name: "Refused" })).toBeVisible();

  await user.click(within(card).getByRole("button", { name: "List them" }));
  expect(router.state.location.search).toBe("?status=refused");
  await vi.waitFor(() => expect(requested.at(-1)?.get("outcome")).toBe("refused"));
  await user.click(await screen.findByRole("button", { name: /receipt of req_01REFUSED/ }));
  const receipt = within(await screen.findByRole("dialog"));
  expect(receipt.getByText("Refused, 400")).toBeVisible();
  expect(receipt.getByText(/costs nothing and counts towards no limit/)).toBeVisible();
  expect(receipt.getByText("messages.0.content")).toBeVisible();
  expect(receipt.getByRole("link", { name: "invalid_request" })).toBeVisible();
  expect(receipt.queryByText("Input tokens")).toBeNull();
});
