import { expect, test } from "vitest";
import { billingQuery, keysQuery, meQuery, summaryQuery } from "@/lib/api/queries";
import { createQueryClient } from "@/lib/query-client";
import { testPortal } from "@/testing/open";
import { readAhead } from "./read-ahead";

test.each([
  ["/portal/profile", "", [meQuery]],
  ["/portal/billing", "", [meQuery, billingQuery]],
  ["/portal/api-keys", "?create=1", [keysQuery, meQuery]],
])("what %s%s shows is read before the page asks", async (pathname, search, read) => {
  const { api } = testPortal();
  const queries = createQueryClient();
  readAhead(api, queries, { pathname, search });
  const keys = read.map((query) => query(api).queryKey);
  await expect.poll(() => keys.every((key) => queries.getQueryData(key) !== undefined)).toBe(true);
  expect(queries.getQueryCache().getAll()).toHaveLength(keys.length);
});

test("usage is read of the range in the address", async () => {
  const { api } = testPortal();
  const queries = createQueryClient();
  readAhead(api, queries, { pathname: "/portal/usage", search: "?range=7d" });
  const { queryKey } = summaryQuery(api, { range: "7d" });
  await expect.poll(() => queries.getQueryData(queryKey)).toBeDefined();
});
