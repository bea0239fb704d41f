import { screen } from "@testing-library/react";
import { delay, HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { API } from "@/testing/fixtures";
import { open } from "@/testing/open";
import {
  asOperator,
  inspectedKey,
  KEY_ID,
  ORGANIZATION_ID,
  REQUEST_ID,
  searchResults,
  USER_ID,
} from "@/testing/operator";
import { mockGet, server } from "@/testing/server";

const everything = searchResults({
  users: [{ id: USER_ID, email: "customer@example.com", display_name: "Customer", suspended: true }],
  organizations: [{ id: ORGANIZATION_ID, name: "Acme", kind: "team", suspended: false }],
  keys: [inspectedKey()],
  requests: [
    {
      request_id: REQUEST_ID,
      organization_id: ORGANIZATION_ID,
      key_id: KEY_ID,
      state: "settled",
      outcome: "ok",
    },
  ],
});

test("one search field finds all kinds of objects, each linked to its page", async () => {
  asOperator();
  let query: string | null = null;
  server.use(
    http.get(`${API}/portal/admin/find`, ({ request }) => {
      query = new URL(request.url).searchParams.get("q");
      return HttpResponse.json(everything);
    }),
  );
  const { user, router } = open("/portal/admin");
  await user.type(await screen.findByRole("searchbox", { name: "Search" }), " customer@example.com {Enter}");
  expect(await screen.findByRole("link", { name: /customer@example.com/ })).toHaveAttribute(
    "href",
    `/portal/admin/users/${USER_ID}`,
  );
  expect(query).toBe("customer@example.com");
  expect(router.state.location.search).toBe("?q=customer%40example.com");
  expect(screen.getByRole("link", { name: /staging/ })).toHaveAttribute(
    "href",
    `/portal/admin/keys/${KEY_ID}`,
  );
  expect(screen.getByRole("link", { name: /req_/ })).toHaveAttribute(
    "href",
    `/portal/admin/requests/${REQUEST_ID}`,
  );
  await user.click(screen.getByRole("link", { name: /Acme/ }));
  expect(await screen.findByRole("heading", { level: 1, name: "Acme" })).toBeVisible();
});

test("no results are stated", async () => {
  asOperator();
  open("/portal/admin?q=nobody");
  expect(await screen.findByText("No results")).toBeVisible();
  expect(screen.getByText(/“nobody”/)).toBeVisible();
});

test("going back shows the previous results", async () => {
  asOperator();
  mockGet("/portal/admin/find", everything);
  const { user, router } = open("/portal/admin?q=acme");
  await user.click(await screen.findByRole("link", { name: /Acme/ }));
  await screen.findByRole("heading", { level: 1, name: "Acme" });
  await router.navigate(-1);
  expect(await screen.findByRole("searchbox", { name: "Search" })).toHaveValue("acme");
  expect(screen.getByRole("link", { name: /Acme/ })).toBeVisible();
});

test("a skeleton is shown while searching", async () => {
  asOperator();
  server.use(
    http.get(`${API}/portal/admin/find`, async () => {
      await delay("infinite");
    }),
  );
  const { container } = open("/portal/admin?q=acme");
  await screen.findByRole("searchbox");
  expect(container.querySelector("main [aria-hidden].bg-sunken")).toBeInTheDocument();
  expect(screen.queryByText("What are you looking for?")).not.toBeInTheDocument();
});
