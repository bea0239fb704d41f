import { screen, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { API } from "@/testing/answers";
import { open } from "@/testing/open";
import { answers } from "@/testing/server";
import { SignInTwin } from "@/testing/sign-in-twin";
import tree from "./content/error-tree.json";
import { CONTENTS } from "./contents";

test("it works signed out, filled with the address and a model of this installation", async () => {
  answers("/health", { status: "ok", models: ["gemma-4-26b"], version: "0" });
  open("/portal/docs", new SignInTwin(null));
  const sample = await screen.findByRole("region", { name: "Quickstart in curl" });
  expect(sample).toHaveTextContent(`${API}/v1/chat/completions`);
  await expect.poll(() => sample.textContent).toContain("gemma-4-26b");
  expect(screen.getByRole("link", { name: "Create account" })).toHaveAttribute(
    "href",
    "/sign-up?next=%2Fportal%2Fdocs",
  );
});

test("every section and every error code has an anchor of its own", async () => {
  open("/portal/docs", new SignInTwin(null));
  await screen.findByRole("heading", { name: "Docs" });
  const anchors = [
    ...CONTENTS.flatMap(({ sections }) => sections.map(({ id }) => id)),
    ...tree.map(({ code }) => `error-${code}`),
  ];
  for (const id of anchors) expect(document.querySelectorAll(`[id="${id}"]`)).toHaveLength(1);
});

test("a language chosen in one place is chosen everywhere", async () => {
  const { user } = open("/portal/docs", new SignInTwin(null));
  const [first] = await screen.findAllByRole("tab", { name: "Python" });
  if (first) await user.click(first);
  for (const tab of screen.getAllByRole("tab", { name: "Python" }))
    expect(tab).toHaveAttribute("data-state", "active");
});

test("search finds words of the text and leads to their section", async () => {
  const { user, router } = open("/portal/docs", new SignInTwin(null));
  const [field] = await screen.findAllByRole("searchbox", { name: "Search the docs" });
  if (!field?.parentElement) throw new Error("There is no search field.");
  await user.type(field, "sliding");
  await user.click(within(field.parentElement).getByRole("link", { name: /Limits/ }));
  expect(router.state.location.hash).toBe("#limits");
  expect(field).toHaveValue("");
});

test("signed in, models come with what they are and their status", async () => {
  open("/portal/docs");
  expect(await screen.findByText("What oss-120b is good for.")).toBeVisible();
});
