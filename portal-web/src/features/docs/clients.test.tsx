import { render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { ClientTables, TESTED_CLIENTS, type TestedClient } from "./clients";

const WORKS = [
  "text",
  "streaming",
  "tools",
  "streamed tools",
  "tool loop",
  "JSON object",
  "JSON schema",
  "task",
];

const CLIENT: TestedClient = {
  client: "LangChain",
  package: "langchain-openai",
  version: "1.2.3",
  route: "/v1/chat/completions",
  works: ["text", "tools"],
  settings: null,
};

test("a client is shown with its version and what works, a group without clients is not", () => {
  render(
    <ClientTables
      groups={[
        { group: "Python", clients: [CLIENT] },
        { group: "JavaScript", clients: [] },
      ]}
    />,
  );
  const table = screen.getByRole("table", { name: "Tested clients: Python" });
  expect(table).toHaveTextContent("LangChain");
  expect(table).toHaveTextContent("langchain-openai");
  expect(table).toHaveTextContent("1.2.3");
  expect(table).toHaveTextContent("text, tools");
  expect(screen.queryByText("JavaScript")).toBeNull();
});

test("the listed clients are distinct, and what works is named as in the docs", () => {
  const rows = TESTED_CLIENTS.flatMap(({ clients }) => clients);
  const keys = rows.map((row) => `${row.client} ${row.package} ${row.version} ${row.route}`);
  expect(new Set(keys).size).toBe(keys.length);
  for (const { works } of rows) for (const each of works) expect(WORKS).toContain(each);
});
