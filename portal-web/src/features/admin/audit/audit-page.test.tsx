import { screen } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { API } from "@/testing/fixtures";
import { open } from "@/testing/open";
import { asOperator, auditEntry, KEY_ID } from "@/testing/operator";
import { mockGet, server } from "@/testing/server";
import { changesOf } from "./changes";

test("an entry shows actor, action, target, reason and changes", async () => {
  asOperator();
  open("/portal/admin/audit-log");
  expect(await screen.findByText(/api_key.state_changed/)).toBeVisible();
  expect(screen.getByRole("link", { name: KEY_ID })).toHaveAttribute("href", `/portal/admin/keys/${KEY_ID}`);
  expect(screen.getByRole("link", { name: "operator@example.com" })).toBeVisible();
  expect(screen.getByText("“it leaked”")).toBeVisible();
  expect(screen.getByText("disabled").closest("li")).toHaveTextContent("state: active → disabled");
  expect(screen.getByText(/req_01ACTION/)).toBeVisible();
});

test("filters are in the URL, and older entries load by cursor", async () => {
  asOperator();
  const requested: Record<string, string>[] = [];
  server.use(
    http.get(`${API}/portal/admin/audit-log`, ({ request }) => {
      const params = Object.fromEntries(new URL(request.url).searchParams);
      requested.push(params);
      const isFirst = params.cursor === undefined;
      return HttpResponse.json({
        data: [auditEntry({ id: isFirst ? 7 : 6, reason: isFirst ? "newer" : "older" })],
        next_cursor: isFirst ? "7" : null,
      });
    }),
  );
  const { user, router } = open("/portal/admin/audit-log");
  await user.type(await screen.findByLabelText("Action"), "api_key.state_changed");
  await user.click(screen.getByRole("button", { name: "Filter" }));
  expect(router.state.location.search).toBe("?action=api_key.state_changed");
  await user.click(await screen.findByRole("button", { name: "Show older entries" }));
  expect(await screen.findByText("“older”")).toBeVisible();
  expect(screen.getByText("“newer”")).toBeVisible();
  expect(requested.at(-1)).toEqual({ action: "api_key.state_changed", limit: "20", cursor: "7" });
  expect(screen.queryByRole("button", { name: "Show older entries" })).not.toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "Clear" }));
  expect(router.state.location.search).toBe("");
  expect(screen.getByLabelText("Action")).toHaveValue("");
});

test("no matching entries are stated", async () => {
  asOperator();
  mockGet("/portal/admin/audit-log", { data: [], next_cursor: null });
  open("/portal/admin/audit-log?actor=nobody");
  expect(await screen.findByText("No matching entries.")).toBeVisible();
  expect(screen.getByLabelText("Actor")).toHaveValue("nobody");
});

test("changes are listed field by field", () => {
  expect(changesOf({ before: { name: "a", models: null }, after: { name: "b", models: ["x"] } })).toEqual([
    { field: "name", before: "a", after: "b" },
    { field: "models", before: "none", after: '["x"]' },
  ]);
  expect(changesOf({ before: null, after: { count: 5, amount_nanousd: 2_500_000_000 } })).toEqual([
    { field: "count", before: null, after: "5" },
    { field: "amount_nanousd", before: null, after: "$2.50" },
  ]);
  expect(changesOf({ before: { role: "admin" }, after: null })).toEqual([
    { field: "role", before: "admin", after: "none" },
  ]);
  expect(changesOf({ before: null, after: null })).toEqual([]);
});

test("changes of a router are listed for each of its targets", () => {
  const before = { tgt_1: { state: "active" }, tgt_2: { state: "active", drain_deadline: null } };
  const after = { tgt_1: { state: "draining" }, tgt_2: { state: "draining", drain_deadline: "2026-11-20" } };
  expect(changesOf({ before, after })).toEqual([
    { field: "tgt_1 state", before: "active", after: "draining" },
    { field: "tgt_2 state", before: "active", after: "draining" },
    { field: "tgt_2 drain_deadline", before: "none", after: "2026-11-20" },
  ]);
});

test.each([
  ["target", "tgt_00000000000000a1"],
  ["router", "rtr_00000000000000b1"],
])("an entry of a %s leads to it", async (target_type, target_id) => {
  asOperator();
  const entry = auditEntry({ action: `${target_type}.changed`, target_type, target_id });
  mockGet("/portal/admin/audit-log", { data: [entry], next_cursor: null });
  open("/portal/admin/audit-log");
  expect(await screen.findByRole("link", { name: target_id })).toHaveAttribute(
    "href",
    `/portal/admin/serving#${target_id}`,
  );
});
