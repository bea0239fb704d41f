import { describe, expect, test } from "vitest";
import { nextPath, pagePath } from "./paths";

describe("sign-in leads only to pages of the portal", () => {
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

describe("the page at a path", () => {
  test.each([
    ["/", "/portal/usage"],
    ["/portal", "/portal/usage"],
    ["/portal/admin/keys/1", "/portal/admin"],
    ["/portal/administration", "/portal/administration"],
    ["/sign-in", "/sign-in"],
  ])("%s", (pathname, expected) => {
    expect(pagePath(pathname)).toBe(expected);
  });
});
