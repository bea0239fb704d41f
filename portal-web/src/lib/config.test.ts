import { expect, test } from "vitest";
import { ConfigError, readConfig } from "./config";

const auth = {
  provider: "supabase",
  supabase_url: "https://x.supabase.co/",
  publishable_key: "sb_publishable_x",
};

test("trailing slashes are removed, and password is the default sign-in method", () => {
  expect(readConfig({ api_url: "https://api.example.com/", auth })).toEqual({
    api_url: "https://api.example.com",
    auth: { ...auth, supabase_url: "https://x.supabase.co", methods: ["password"] },
  });
});

test("Clerk needs its URL and publishable key, and has no methods of the portal's own", () => {
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
  [{ api_url: "https://a.b", auth: { provider: "other" } }, /'other' is not supported/],
  [null, /must be an object/],
])("the error names the invalid setting: %j", (config, message) => {
  expect(() => readConfig(config)).toThrow(ConfigError);
  expect(() => readConfig(config)).toThrow(message);
});
