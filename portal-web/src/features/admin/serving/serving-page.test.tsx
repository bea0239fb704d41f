import { screen, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import type { AdminTarget, TargetRequest } from "@/lib/api/admin-queries";
import { API } from "@/testing/fixtures";
import { open } from "@/testing/open";
import {
  adminPool,
  adminTarget,
  asOperator,
  ROUTER_ID,
  ROUTER_URL,
  TARGET_ID,
  targetHealth,
} from "@/testing/operator";
import { mockError, mockGet, server } from "@/testing/server";

const PAGE = "/portal/admin/serving";
const TARGET = `oss-20b on ${ROUTER_URL}, session 41`;

/** Record the changes of targets and routers from now on; each changes the state of one target. */
function mockChanges(kind: "targets" | "routers"): [string, TargetRequest][] {
  const sent: [string, TargetRequest][] = [];
  server.use(
    http.put(`${API}/portal/admin/${kind}/:id`, async ({ request, params }) => {
      const body = (await request.json()) as TargetRequest;
      sent.push([String(params.id), body]);
      const before = { state: "before", weight: 1, tier: 0, session_limit: null, drain_deadline: null };
      return HttpResponse.json({ targets: [{ id: TARGET_ID, before, after: { ...before, ...body } }] });
    }),
  );
  return sent;
}

function mockTargets(...targets: AdminTarget[]) {
  asOperator();
  mockGet("/portal/admin/pools", { data: [adminPool(targets)], measured_at: "2026-11-20T10:00:00Z" });
}

test("pools show routers and targets with what is measured and set", async () => {
  mockTargets(
    adminTarget({
      session_limit: 4,
      weight: 0.5,
      tier: 1,
      health: targetHealth({ state: "slow", reason: "5 times slower than its peers", share: 0.25 }),
    }),
  );
  open(PAGE);
  const router = within(await screen.findByRole("region", { name: `${ROUTER_URL} in oss-20b` }));
  expect(router.getByText(ROUTER_ID)).toBeVisible();
  expect(router.getByText(TARGET_ID)).toBeVisible();
  expect(router.getByText("slow")).toBeVisible();
  expect(router.getByText(/5 times slower than its peers, slow since/)).toBeVisible();
  const figures = Object.fromEntries(
    router.getAllByRole("term").map((term) => [term.textContent, term.nextElementSibling?.textContent]),
  );
  expect(figures).toEqual({
    "TTFT P50": "310 ms",
    "TTFT P95": "455 ms",
    Errors: "2%",
    Attempts: "44",
    "429s, 503s": "3",
    "In flight": "1",
    Limit: "4 (configured: 2)",
    "Weight, tier": "0.5 (25%), 1",
  });
  expect(screen.getByText("1 of 1 targets on 1 of 1 routers serve")).toBeVisible();
});

test("a pool that is down to one is marked", async () => {
  asOperator();
  const model = { id: "oss-20b", status: "degraded", targets: 3, routers: 3 } as const;
  const pool = adminPool([adminTarget()], {
    models: [
      { ...model, serving_targets: 1, serving_routers: 1, is_down_to_one: true },
      { ...model, id: "oss-120b", serving_targets: 0, serving_routers: 0, is_down_to_one: true },
    ],
  });
  mockGet("/portal/admin/pools", { data: [pool], measured_at: null });
  open(PAGE);
  expect(await screen.findByText("down to one")).toBeVisible();
  expect(screen.getByText("none left")).toBeVisible();
  expect(screen.getByText("1 of 3 targets on 1 of 3 routers serve")).toBeVisible();
});

test("what cannot be read is unknown, and no error", async () => {
  asOperator();
  const pool = adminPool([adminTarget({ health: null, leases: null })]);
  mockGet("/portal/admin/pools", { data: [pool], measured_at: null });
  open(PAGE);
  expect(await screen.findByText(/the health of every target is unknown/)).toBeVisible();
  expect(screen.getByText("health unknown")).toBeVisible();
  expect(screen.getAllByText("unknown")).toHaveLength(2);
});

test.each([
  [{ is_empty: true, leases: 0, running_at_most: 0 }, "Empty."],
  [{ is_empty: false, leases: 2, running_at_most: 5 }, "2 in flight."],
  [{ is_empty: false, leases: null, running_at_most: 5 }, "At most 5 in flight."],
  [{ is_empty: false, leases: null, running_at_most: 0 }, "Emptying."],
  [{ is_empty: null, leases: null, running_at_most: null }, "What runs on it is unknown."],
])("a draining target with %o shows “%s”", async (running, text) => {
  mockTargets(
    adminTarget({
      ...running,
      state: "draining",
      state_reason: "a new disk",
      drain_deadline: "2026-11-20T12:00:00Z",
    }),
  );
  open(PAGE);
  expect(await screen.findByText(text)).toBeVisible();
  expect(screen.getByText(/a new disk/)).toHaveTextContent(/Disabled at .* at the latest/);
});

test("a target is drained with a deadline", async () => {
  asOperator();
  const sent = mockChanges("targets");
  const { user } = open(PAGE);
  await user.click(await screen.findByRole("button", { name: `Drain ${TARGET}` }));
  const dialog = within(screen.getByRole("dialog"));
  await user.selectOptions(await dialog.findByLabelText("Deadline"), "Disable it in 15 minutes");
  await user.type(dialog.getByLabelText("Reason"), "new disk");
  await user.click(dialog.getByRole("button", { name: "Drain" }));
  expect(await screen.findByText(`${TARGET} is draining.`)).toBeVisible();
  const [[id, body] = ["", undefined]] = sent;
  expect([id, body?.state, body?.reason]).toEqual([TARGET_ID, "draining", "new disk"]);
  const minutes = (Date.parse(body?.drain_deadline ?? "") - Date.now()) / 60_000;
  expect(minutes).toBeGreaterThan(14);
  expect(minutes).toBeLessThanOrEqual(15);
});

test("a whole router is drained without a deadline", async () => {
  asOperator();
  const sent = mockChanges("routers");
  const { user } = open(PAGE);
  await user.click(await screen.findByRole("button", { name: `Drain ${ROUTER_URL}` }));
  const dialog = within(screen.getByRole("dialog"));
  await user.type(await dialog.findByLabelText("Reason"), "maintenance");
  await user.click(dialog.getByRole("button", { name: "Drain" }));
  expect(await screen.findByText(`${ROUTER_URL} is draining.`)).toBeVisible();
  expect(sent).toEqual([[ROUTER_ID, { state: "draining", drain_deadline: null, reason: "maintenance" }]]);
});

test("a draining target is enabled again", async () => {
  mockTargets(adminTarget({ state: "draining" }));
  const sent = mockChanges("targets");
  const { user } = open(PAGE);
  await user.click(await screen.findByRole("button", { name: `Enable ${TARGET}` }));
  await user.type(await screen.findByLabelText("Reason"), "repaired");
  await user.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Enable" }));
  expect(await screen.findByText(`${TARGET} is active.`)).toBeVisible();
  expect(sent).toEqual([[TARGET_ID, { state: "active", reason: "repaired" }]]);
});

test("weight, tier and limit of a target are changed, and the limit goes back to the configured", async () => {
  mockTargets(adminTarget({ session_limit: 4 }));
  const sent = mockChanges("targets");
  const { user } = open(PAGE);
  await user.click(await screen.findByRole("button", { name: `Settings of ${TARGET}` }));
  const dialog = within(screen.getByRole("dialog"));
  const weight = await dialog.findByLabelText("Weight");
  expect(weight).toHaveValue("1");
  await user.clear(weight);
  await user.type(weight, "200");
  const limit = dialog.getByLabelText("Concurrent requests of the session");
  expect(limit).toHaveValue("4");
  await user.clear(limit);
  await user.type(limit, "configured");
  await user.type(dialog.getByLabelText("Reason"), "slow disk");
  await user.click(dialog.getByRole("button", { name: "Settings" }));
  expect(await dialog.findByText("Enter a number from 0.01 to 100.")).toBeVisible();
  await user.clear(weight);
  await user.type(weight, "0.5");
  await user.click(dialog.getByRole("button", { name: "Settings" }));
  expect(await screen.findByText(`${TARGET} is changed.`)).toBeVisible();
  expect(sent).toEqual([[TARGET_ID, { weight: 0.5, tier: 0, session_limit: null, reason: "slow disk" }]]);
});

test("a setting of a router that is left empty stays as it is", async () => {
  asOperator();
  const sent = mockChanges("routers");
  const { user } = open(PAGE);
  await user.click(await screen.findByRole("button", { name: `Settings of ${ROUTER_URL}` }));
  const dialog = within(screen.getByRole("dialog"));
  await user.type(await dialog.findByLabelText("Tier"), "1");
  await user.type(dialog.getByLabelText("Reason"), "a reserve");
  await user.click(dialog.getByRole("button", { name: "Settings" }));
  expect(await screen.findByText(`${ROUTER_URL} is changed.`)).toBeVisible();
  expect(sent).toEqual([[ROUTER_ID, { tier: 1, reason: "a reserve" }]]);
});

test("models and pools have their actions", async () => {
  asOperator();
  open(PAGE);
  expect(await screen.findByRole("button", { name: "Disable oss-20b" })).toBeVisible();
  expect(await screen.findByRole("button", { name: "Drain the pool oss-20b" })).toBeVisible();
});

test("a router of several pools has one anchor", async () => {
  asOperator();
  const other = adminPool([adminTarget({ id: "tgt_00000000000000a2", alias: "oss-120b" })], {
    name: "oss-120b",
  });
  mockGet("/portal/admin/pools", { data: [adminPool(), other], measured_at: null });
  open(PAGE);
  expect(await screen.findByRole("region", { name: `${ROUTER_URL} in oss-120b` })).toBeVisible();
  expect(document.querySelectorAll(`#${ROUTER_ID}`)).toHaveLength(1);
});

test("an empty catalogue is stated", async () => {
  asOperator();
  mockGet("/portal/admin/models", { data: [] });
  mockGet("/portal/admin/pools", { data: [], measured_at: null });
  open(PAGE);
  expect(await screen.findByText("There are no models in the catalogue.")).toBeVisible();
  expect(await screen.findByText("There are no pools.")).toBeVisible();
});

test("a model without routers says so", async () => {
  asOperator();
  mockGet("/portal/admin/pools", {
    data: [adminPool([], { models: [], routers: [] })],
    measured_at: null,
  });
  open(PAGE);
  expect(await screen.findByText(/No router is known for oss-20b/)).toBeVisible();
});

test("a failure to disable a model is shown in the dialog", async () => {
  asOperator();
  mockError("put", "/portal/admin/models/:model/state", 503, {
    code: "database_unavailable",
    message: "Not now.",
  });
  const { user } = open(PAGE);
  await user.click(await screen.findByRole("button", { name: "Disable oss-20b" }));
  const dialog = screen.getByRole("dialog", { name: "Disable the model oss-20b?" });
  await user.type(await within(dialog).findByLabelText("Reason"), "wrong answers");
  await user.click(within(dialog).getByRole("button", { name: "Disable" }));
  expect(await within(dialog).findByText(/Not now/)).toBeVisible();
});
