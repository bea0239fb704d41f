import { screen } from "@testing-library/react";
import { delay, HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { API } from "@/testing/answers";
import { open } from "@/testing/open";
import {
  asOperator,
  found,
  inspectedKey,
  KEY_ID,
  ORGANIZATION_ID,
  REQUEST_ID,
  USER_ID,
} from "@/testing/operator";
import { answers, server } from "@/testing/server";

const everything = found({
  users: [{ id: USER_ID, email: "customer@example.com", display_name: "Customer", suspended: true }],
  organizations: [{ id: ORGANIZATION_ID, name: "Acme", kind: "team", suspended: false }],
  keys: [inspectedKey()],
  requests: [
    {
      request_id: REQUEST_ID,
      organization_id: ORGANIZATION_ID,
      key_id: KEY_ID,
      state: "settled",
      ending: "ok",
    },
  ],
});

test("one field finds anything, and each thing leads to its page", async () => {
  asOperator();
  let asked: string | null = null;
  server.use(
    http.get(`${API}/portal/admin/find`, ({ request }) => {
      asked = new URL(request.url).searchParams.get("q");
      return HttpResponse.json(everything);
    }),
  );
  const { user, router } = open("/portal/admin");
  await user.type(await screen.findByRole("searchbox", { name: "Find" }), " customer@example.com {Enter}");
  expect(await screen.findByRole("link", { name: /customer@example.com/ })).toHaveAttribute(
    "href",
    `/portal/admin/users/${USER_ID}`,
  );
  expect(asked).toBe("customer@example.com");
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

test("nothing that fits is said so", async () => {
  asOperator();
  open("/portal/admin?q=nobody");
  expect(await screen.findByText("Nothing fits")).toBeVisible();
  expect(screen.getByText(/“nobody”/)).toBeVisible();
});

test("going back shows what was found before", async () => {
  asOperator();
  answers("/portal/admin/find", everything);
  const { user, router } = open("/portal/admin?q=acme");
  await user.click(await screen.findByRole("link", { name: /Acme/ }));
  await screen.findByRole("heading", { level: 1, name: "Acme" });
  await router.navigate(-1);
  expect(await screen.findByRole("searchbox", { name: "Find" })).toHaveValue("acme");
  expect(screen.getByRole("link", { name: /Acme/ })).toBeVisible();
});

test("while it searches, the place of the results is kept", async () => {
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
