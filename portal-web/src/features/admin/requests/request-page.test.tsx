import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { event } from "@/testing/fixtures";
import { open } from "@/testing/open";
import {
  asOperator,
  ORGANIZATION_ID,
  REQUEST_ID,
  ROUTER_ID,
  ROUTER_URL,
  requestLog,
  TARGET_ID,
} from "@/testing/operator";
import { mockGet } from "@/testing/server";

const PAGE = `/portal/admin/requests/${REQUEST_ID}`;

test("a request page shows its usage and its log", async () => {
  asOperator();
  mockGet("/portal/admin/requests/:id", {
    organization_id: ORGANIZATION_ID,
    receipt: { ...event({ outcome: "failed_before_first_byte" }), charged_for: "nothing" },
    log: requestLog({ status: 502, error_code: "router_unreachable", attempts: 2, latency_ms: 1234 }),
  });
  open(PAGE);
  expect(await screen.findByText(REQUEST_ID)).toBeVisible();
  expect(screen.getByText("failed_before_first_byte")).toBeVisible();
  expect(screen.getByText("router_unreachable")).toBeVisible();
  expect(screen.getByText("nothing")).toBeVisible();
  expect(screen.getByText("1.23 s")).toHaveAttribute("title", "1,234 ms");
  expect(screen.getByRole("link", { name: ORGANIZATION_ID })).toBeVisible();
});

test("the receipt is shown after the log has expired", async () => {
  asOperator();
  mockGet("/portal/admin/requests/:id", {
    organization_id: ORGANIZATION_ID,
    receipt: { ...event(), charged_for: "prompt and completion" },
    log: null,
  });
  open(PAGE);
  expect(await screen.findByText("This log is no longer available.")).toBeVisible();
  expect(screen.getByText("prompt and completion")).toBeVisible();
});

test("a refused request shows status, error and parameter", async () => {
  asOperator();
  const refused = { outcome: "refused", model: null, status: 404, error_code: "model_not_found" } as const;
  mockGet("/portal/admin/requests/:id", {
    organization_id: ORGANIZATION_ID,
    receipt: { ...event({ ...refused, state: "refused" }), charged_for: "nothing" },
    log: requestLog({ ...refused, pool: null, error_param: "model" }),
  });
  open(PAGE);
  expect(await screen.findByText("model_not_found")).toBeVisible();
  expect(screen.getByText("404")).toBeVisible();
  expect(screen.getByText("model", { selector: "code" })).toBeVisible();
  expect(screen.getAllByText("refused").length).toBeGreaterThan(0);
  expect(screen.queryByText("Ended")).toBeNull();
});

test("the attempts of a request lead to their targets and routers", async () => {
  asOperator();
  const gone = "tgt_00000000000000ff";
  mockGet("/portal/admin/requests/:id", {
    organization_id: ORGANIZATION_ID,
    receipt: { ...event(), charged_for: "prompt and completion" },
    log: requestLog({
      attempts: 2,
      attempted_targets: [
        { id: gone, router_id: null, outcome: "timed_out", ttft_ms: null, duration_ms: 5000 },
        { id: TARGET_ID, router_id: ROUTER_ID, outcome: "ok", ttft_ms: 310, duration_ms: 2400 },
      ],
    }),
  });
  open(PAGE);
  const link = await screen.findByRole("link", { name: TARGET_ID });
  expect(link).toHaveAttribute("href", `/portal/admin/serving#${TARGET_ID}`);
  const [first, second] = screen
    .getAllByRole("listitem")
    .filter((item) => /tgt_/.test(item.textContent ?? ""));
  expect(first).toHaveTextContent("This target is no longer known.");
  expect(first).toHaveTextContent("timed_outfirst token –in all 5.00 s");
  expect(second).toHaveTextContent("okfirst token 310 msin all 2.40 s");
  expect(await screen.findByText(new RegExp(`session 41 on ${ROUTER_URL}`))).toBeVisible();
});
