import { expect, test } from "vitest";
import { search } from "./search";

const SECTIONS = [
  {
    id: "streaming",
    title: "Streaming",
    text: "With stream: true the response is sent as server-sent events.",
  },
  { id: "limits", title: "Limits", text: "Requests are counted in sliding windows. Streaming requests too." },
];

test("every word must match, and title matches come first", () => {
  expect(search(SECTIONS, "streaming").map(({ id }) => id)).toEqual(["streaming", "limits"]);
  expect(search(SECTIONS, "sliding streaming").map(({ id }) => id)).toEqual(["limits"]);
  expect(search(SECTIONS, "no such words")).toEqual([]);
  expect(search(SECTIONS, "  ")).toEqual([]);
});

test("the excerpt shows the text around the match", () => {
  expect(search(SECTIONS, "sliding")[0]?.excerpt).toContain("counted in sliding windows");
});
