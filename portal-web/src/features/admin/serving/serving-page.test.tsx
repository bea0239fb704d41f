import { screen, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { API } from "@/testing/fixtures";
import { open } from "@/testing/open";
import { asOperator } from "@/testing/operator";
import { mockError, mockGet, server } from "@/testing/server";

const ROUTER = "rtr_0123456789abcdef";

function mockRouterState(): unknown[] {
  const sent: unknown[] = [];
  server.use(
    http.put(`${API}/portal/admin/routers/${ROUTER}`, async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json({ targets: [] });
    }),
  );
  return sent;
}

test("models, pools and routers have their actions", async () => {
  asOperator();
  open("/portal/admin/serving");
  expect(await screen.findByRole("button", { name: "Disable oss-20b" })).toBeVisible();
  expect(await screen.findByRole("button", { name: "Drain the pool oss-20b" })).toBeVisible();
  expect(screen.getByRole("button", { name: "Enable http://router-1:5010" })).toBeVisible();
  expect(screen.queryByRole("button", { name: "Drain http://router-1:5010" })).not.toBeInTheDocument();
});

test("an empty catalogue is stated", async () => {
  asOperator();
  mockGet("/portal/admin/models", { data: [] });
  mockGet("/portal/admin/pools", { data: [] });
  open("/portal/admin/serving");
  expect(await screen.findByText("There are no models in the catalogue.")).toBeVisible();
  expect(await screen.findByText("There are no pools.")).toBeVisible();
});

test("a draining router is enabled again", async () => {
  asOperator();
  const sent = mockRouterState();
  const { user } = open("/portal/admin/serving");
  await user.click(await screen.findByRole("button", { name: "Enable http://router-1:5010" }));
  await user.type(await screen.findByLabelText("Reason"), "repaired");
  await user.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Enable" }));
  expect(await screen.findByText("http://router-1:5010 is active.")).toBeVisible();
  expect(sent).toEqual([{ state: "active", reason: "repaired" }]);
});

test("a failure to disable a model is shown in the dialog", async () => {
  asOperator();
  mockError("put", "/portal/admin/models/:model/state", 503, {
    code: "database_unavailable",
    message: "Not now.",
  });
  const { user } = open("/portal/admin/serving");
  await user.click(await screen.findByRole("button", { name: "Disable oss-20b" }));
  const dialog = screen.getByRole("dialog", { name: "Disable the model oss-20b?" });
  await user.type(await within(dialog).findByLabelText("Reason"), "wrong answers");
  await user.click(within(dialog).getByRole("button", { name: "Disable" }));
  expect(await within(dialog).findByText(/Not now/)).toBeVisible();
});
