import { describe, expect, test } from "vitest";
import { pressing } from "./allowance";
import type { Allowance } from "./api/queries";
import { NotConfigured, readConfig } from "./config";
import { formatCount, formatDuration, formatShare, formatUsd, formatWindow } from "./format";
import { highlight } from "./highlight";
import { masked } from "./key-in-hand";
import { nextPath, pagePath } from "./paths";

describe("configuration", () => {
  const auth = {
    provider: "supabase",
    supabase_url: "https://x.supabase.co/",
    publishable_key: "sb_publishable_x",
  };

  test("addresses lose the slash at their end, and passwords are the way to sign in unless said otherwise", () => {
    expect(readConfig({ api_url: "https://api.example.com/", auth })).toEqual({
      api_url: "https://api.example.com",
      auth: { ...auth, supabase_url: "https://x.supabase.co", methods: ["password"] },
    });
  });

  test("Clerk is told by its address and publishable key, and has no ways of ours", () => {
    const clerk = {
      provider: "clerk",
      clerk_url: "https://clerk.example.com/",
      publishable_key: "pk_live_x",
    };
    expect(readConfig({ api_url: "https://a.b", auth: clerk }).auth).toEqual({
      ...clerk,
      clerk_url: "https://clerk.example.com",
      methods: [],
    });
  });

  test.each([
    [{ api_url: "https://a.b", auth: { provider: "clerk" } }, /clerk_url is missing/],
    [{ auth }, /api_url is missing/],
    [{ api_url: "nowhere", auth }, /api_url is not a URL/],
    [{ api_url: "https://a.b", auth: { provider: "other" } }, /'other' is not known/],
    [null, /must be an object/],
  ])("what is wrong is named: %j", (told, sentence) => {
    expect(() => readConfig(told)).toThrow(NotConfigured);
    expect(() => readConfig(told)).toThrow(sentence);
  });
});

describe("the limit a banner is about", () => {
  const limit = (seconds: number, used: number, scope: Allowance["scope"] = "organization"): Allowance => ({
    name: `${seconds}`,
    scope,
    limit: 100,
    used,
    seconds,
    resets_at: "2026-11-21T00:00:00Z",
  });

  test.each([
    [[limit(18_000, 79), limit(604_800, 10)], null],
    [[limit(18_000, 80), limit(604_800, 10)], { seconds: 18_000, pressure: "near" }],
    [[limit(18_000, 85), limit(604_800, 90)], { seconds: 604_800, pressure: "near" }],
    [[limit(18_000, 100), limit(604_800, 90)], { seconds: 18_000, pressure: "over" }],
    [[limit(60, 100, "key")], null],
  ])("case %#", (allowance, expected) => {
    const found = pressing(allowance);
    if (expected === null) expect(found).toBeNull();
    else expect(found).toMatchObject(expected);
  });
});

describe("where a sign-in leads", () => {
  test.each([
    ["/portal/api-keys?create=1", "/portal/api-keys?create=1"],
    ["/portal/docs#errors", "/portal/docs#errors"],
    ["https://evil.example", "/portal/usage"],
    ["//evil.example/portal/usage", "/portal/usage"],
    ["/\\evil.example", "/portal/usage"],
    ["/portal/../../evil", "/portal/usage"],
    ["javascript:alert(1)", "/portal/usage"],
    ["", "/portal/usage"],
  ])("%s", (next, expected) => {
    expect(nextPath(new URLSearchParams({ next }))).toBe(expected);
  });
});

describe("the page of an address", () => {
  test.each([
    ["/", "/portal/usage"],
    ["/portal", "/portal/usage"],
    ["/portal/admin/keys/1", "/portal/admin"],
    ["/portal/administration", "/portal/administration"],
    ["/sign-in", "/sign-in"],
  ])("%s", (address, expected) => {
    expect(pagePath(address)).toBe(expected);
  });
});

describe("numbers", () => {
  test.each([
    [formatCount(99_999), "99,999"],
    [formatCount(123_456), "123.5K"],
    [formatShare(1, 3), "33.3%"],
    [formatShare(0, 0), "–"],
    [formatDuration(85.4), "85 ms"],
    [formatDuration(1240), "1.24 s"],
    [formatDuration(125_000), "2 m 5 s"],
    [formatWindow(60), "minute"],
    [formatWindow(18_000), "5 hours"],
    [formatWindow(604_800), "week"],
    [formatWindow(90), "90 seconds"],
    [formatUsd(123_000), "$0.000123"],
  ])("%s", (said, expected) => {
    expect(said).toBe(expected);
  });
});

test("a masked key shows its ends only, and a short one nothing", () => {
  expect(masked("ctx_4fQzT0aGm2yXr5sWb8nUj1kEoHcVdPi7GK9aLm")).toBe("ctx_4fQz…9aLm");
  expect(masked("short")).not.toContain("short");
});

test.each(["shell", "python", "javascript", "json", "http", "text"] as const)(
  "colouring %s leaves the text as it is",
  (language) => {
    const code = `# note\nprint("a # b", 'c', 12.5) // x\nexport A="b" \\\n  -d '{"a": true}'\n`;
    expect(
      highlight(code, language)
        .map(({ text }) => text)
        .join(""),
    ).toBe(code);
  },
);
