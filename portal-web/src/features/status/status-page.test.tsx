import { screen, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { formatUptime } from "@/components/serving/states";
import { FakeSignIn } from "@/testing/fake-sign-in";
import { modelStatus, NOT_MEASURED, serviceStatus } from "@/testing/fixtures";
import { open } from "@/testing/open";
import { mockError, mockGet } from "@/testing/server";
import { summaryOf } from "./summary";

const signedOut = () => new FakeSignIn(null);

test("the status needs no sign-in and shows state, uptime and TTFT of each period", async () => {
  mockGet("/portal/status", serviceStatus());
  open("/status", signedOut());
  expect(await screen.findByText("All models are operational", { selector: "p" })).toBeVisible();
  const texts = ["oss-20b, last 30 minutes", "oss-20b, last 24 hours", "oss-20b, last 30 days"].map(
    (name) => screen.getByRole("region", { name }).textContent,
  );
  expect(texts).toEqual([
    "Last 30 minutes100% uptimeOperational in every minuteTime to first token: 310 ms median, 920 ms P95",
    "Last 24 hours99.99% uptime1 hour unavailable, 2 hours degraded, 2 hours without dataTime to first token: 320 ms median, 1.24 s P95",
    "Last 30 daysNo data",
  ]);
  const hours = screen.getByRole("region", { name: "oss-20b, last 24 hours" });
  expect(within(hours).getAllByTitle(/Unavailable$|Degraded$|No data$/)).toHaveLength(5);
  expect(screen.getByText("Operational")).toBeVisible();
});

test("a model that was not measured says so, and not 100 %", async () => {
  const unmeasured = modelStatus({ last_30_minutes: NOT_MEASURED, last_24_hours: NOT_MEASURED });
  mockGet("/portal/status", serviceStatus({ models: [unmeasured], measured_at: null }));
  open("/status", signedOut());
  expect(await screen.findByText(/There is no recent measurement/)).toBeVisible();
  expect(screen.queryByText(/%/)).toBeNull();
});

test.each([
  [["operational", "degraded"], "degraded", "Some models are degraded or unavailable"],
  [["degraded", "degraded"], "degraded", "All models are degraded"],
  [["unavailable", "unavailable"], "unavailable", "No model is available"],
] as const)("models that are %s are summed up", async (states, status, text) => {
  const models = states.map((state, index) => modelStatus({ id: `model-${index}`, status: state }));
  mockGet("/portal/status", serviceStatus({ status, models }));
  open("/status", signedOut());
  expect(await screen.findByText(text, { selector: "p" })).toBeVisible();
});

test("a model that is not offered says so", async () => {
  const models = [modelStatus(), modelStatus({ id: "old", offered: false, status: "unavailable" })];
  mockGet("/portal/status", serviceStatus({ models }));
  open("/status", signedOut());
  expect(await screen.findByText("Not offered")).toBeVisible();
  expect(screen.queryByText("Unavailable")).toBeNull();
});

test("a history that cannot be read is stated", async () => {
  mockGet("/portal/status", serviceStatus({ history_available: false }));
  open("/status", signedOut());
  expect(await screen.findByText(/The history cannot be read right now/)).toBeVisible();
});

test("a failure is reported and recovers on retry", async () => {
  mockError("get", "/portal/status", 400, { code: "invalid_request", message: "Not today." });
  const { user } = open("/status", signedOut());
  const alert = await screen.findByRole("alert");
  expect(alert).toHaveTextContent("The status could not be loaded");
  mockGet("/portal/status", serviceStatus());
  await user.click(within(alert).getByRole("button", { name: "Try again" }));
  expect(await screen.findByText("OSS 20B")).toBeVisible();
});

test("a service without models says so", async () => {
  mockGet("/portal/status", serviceStatus({ status: "unavailable", models: [] }));
  open("/status", signedOut());
  expect(await screen.findByText("There are no models in the catalogue.")).toBeVisible();
});

test.each([
  ["ok", 200, "All models operational"],
  ["degraded", 200, "Some models degraded"],
  ["unavailable", 503, "API unavailable"],
])("the footer says %s and leads to the status", async (status, code, text) => {
  mockGet("/health", { status, models: ["oss-20b"], version: "0" }, code);
  open("/portal/docs", signedOut());
  expect(await screen.findByRole("link", { name: text })).toHaveAttribute("href", "/status");
});

test.each([
  [1, "100%"],
  [0.99999, "99.99%"],
  [0.29, "29%"],
  [0, "0%"],
])("an uptime of %s is %s", (uptime, text) => {
  expect(formatUptime(uptime)).toBe(text);
});

test("without an offered model nothing is called operational", () => {
  const models = [modelStatus({ offered: false })];
  expect(summaryOf({ status: "unavailable", models })).toBe("No model is offered at the moment");
});
