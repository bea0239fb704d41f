import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { event } from "@/testing/answers";
import { open } from "@/testing/open";
import { asOperator, ORGANIZATION_ID, REQUEST_ID, requestLog } from "@/testing/operator";
import { answers } from "@/testing/server";

const PAGE = `/portal/admin/requests/${REQUEST_ID}`;

test("a request with its usage and its log", async () => {
  asOperator();
  answers("/portal/admin/requests/:id", {
    organization_id: ORGANIZATION_ID,
    receipt: { ...event({ ending: "failed_before_first_byte" }), charged_for: "nothing" },
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

test("the receipt outlives the log", async () => {
  asOperator();
  answers("/portal/admin/requests/:id", {
    organization_id: ORGANIZATION_ID,
    receipt: { ...event(), charged_for: "prompt and completion" },
    log: null,
  });
  open(PAGE);
  expect(await screen.findByText("It is no longer kept.")).toBeVisible();
  expect(screen.getByText("prompt and completion")).toBeVisible();
});
