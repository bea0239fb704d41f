import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { open } from "@/testing/open";
import { asOperator } from "@/testing/operator";
import { mockError, mockGet } from "@/testing/server";

const PAGES: readonly [path: string, heading: string, api: string, error: string][] = [
  ["/portal/admin/users/u", "User", "/portal/admin/users/:id", "User could not be loaded"],
  [
    "/portal/admin/organizations/o",
    "Organisation",
    "/portal/admin/organizations/:id",
    "Organisation could not be loaded",
  ],
  ["/portal/admin/keys/k", "Key", "/portal/admin/keys/:id", "Key could not be loaded"],
  ["/portal/admin/requests/r", "Request", "/portal/admin/requests/:id", "Request could not be loaded"],
  ["/portal/admin?q=x", "Admin", "/portal/admin/find", "The search failed"],
  ["/portal/admin/serving", "Models and pools", "/portal/admin/models", "Models could not be loaded"],
  ["/portal/admin/serving", "Models and pools", "/portal/admin/pools", "Pools could not be loaded"],
  ["/portal/admin/audit-log", "Audit log", "/portal/admin/audit-log", "The audit log could not be loaded"],
];

test("users who are not operators get the not-found page and no link", async () => {
  open("/portal/admin");
  expect(await screen.findByRole("heading", { name: "Page not found" })).toBeVisible();
  expect(screen.queryByRole("link", { name: "Admin" })).not.toBeInTheDocument();
});

test("operators have a link, and an unknown admin path is not found", async () => {
  asOperator();
  const { user } = open("/portal/admin/nothing");
  expect(await screen.findByRole("heading", { name: "Page not found" })).toBeVisible();
  await user.click(await screen.findByRole("link", { name: "Admin" }));
  expect(await screen.findByRole("heading", { name: "Admin" })).toBeVisible();
});

test("nothing is shown while the account cannot be loaded, and a retry works", async () => {
  mockError("get", "/portal/me", 500, { code: "internal_error", message: "Not now." });
  const { user } = open("/portal/admin");
  expect(await screen.findByText("Your account could not be loaded", {}, { timeout: 10_000 })).toBeVisible();
  asOperator();
  await user.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByText("What are you looking for?")).toBeVisible();
});

test.each(PAGES)(
  "%s reports a failure with the request id, and recovers",
  async (path, heading, api, error) => {
    asOperator();
    mockError("get", api, 404, { code: "not_found", message: "There is no such thing." });
    const { user } = open(path);
    expect(await screen.findByText(error)).toBeVisible();
    expect(screen.getByText(/There is no such thing/)).toBeVisible();
    expect(screen.getByText("req_01TEST")).toBeVisible();
    expect(screen.getByRole("heading", { level: 1, name: heading })).toBeVisible();
    asOperator();
    await user.click(screen.getByRole("button", { name: "Try again" }));
    await screen.findByRole("heading", { level: 1 });
    expect(screen.queryByText(error)).not.toBeInTheDocument();
  },
);

test("a former operator gets the permission error", async () => {
  asOperator();
  mockGet(
    "/portal/admin/pools",
    {
      error: {
        code: "permission_denied",
        message: "Only operators of the platform may do this.",
        param: null,
        hint: null,
      },
    },
    403,
  );
  open("/portal/admin/serving");
  expect(await screen.findByText(/Only operators of the platform may do this/)).toBeVisible();
});
