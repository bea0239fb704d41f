import { screen, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { FakeSignIn } from "@/testing/fake-sign-in";
import { API } from "@/testing/fixtures";
import { open } from "@/testing/open";
import { mockGet } from "@/testing/server";
import tree from "./content/error-tree.json";
import { TABLE_OF_CONTENTS } from "./table-of-contents";

test("the docs work signed out, with this deployment's base URL and a model it serves", async () => {
  mockGet("/health", { status: "ok", models: ["gemma-4-26b"], version: "0" });
  open("/portal/docs", new FakeSignIn(null));
  const sample = await screen.findByRole("region", { name: "Quickstart in curl" });
  expect(sample).toHaveTextContent(`${API}/v1/chat/completions`);
  await expect.poll(() => sample.textContent).toContain("gemma-4-26b");
  expect(screen.getByRole("link", { name: "Create account" })).toHaveAttribute(
    "href",
    "/sign-up?next=%2Fportal%2Fdocs",
  );
});

test("every section and every error code has a unique anchor", async () => {
  open("/portal/docs", new FakeSignIn(null));
  await screen.findByRole("heading", { name: "Docs" });
  const anchors = [
    ...TABLE_OF_CONTENTS.flatMap(({ sections }) => sections.map(({ id }) => id)),
    ...tree.map(({ code }) => `error-${code}`),
  ];
  for (const id of anchors) expect(document.querySelectorAll(`[id="${id}"]`)).toHaveLength(1);
});

test("selecting a language switches all samples", async () => {
  const { user } = open("/portal/docs", new FakeSignIn(null));
  const [first] = await screen.findAllByRole("tab", { name: "Python" });
  if (first) await user.click(first);
  for (const tab of screen.getAllByRole("tab", { name: "Python" }))
    expect(tab).toHaveAttribute("data-state", "active");
});

test("search finds words in the text and links to their section", async () => {
  const { user, router } = open("/portal/docs", new FakeSignIn(null));
  const [field] = await screen.findAllByRole("searchbox", { name: "Search the docs" });
  if (!field?.parentElement) throw new Error("There is no search field.");
  await user.type(field, "sliding");
  await user.click(within(field.parentElement).getByRole("link", { name: /Limits/ }));
  expect(router.state.location.hash).toBe("#limits");
  expect(field).toHaveValue("");
});

test("signed in, models have a description and a status", async () => {
  open("/portal/docs");
  expect(await screen.findByText("What oss-120b is good for.")).toBeVisible();
});
