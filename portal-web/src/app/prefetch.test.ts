import { expect, test } from "vitest";
import { billingQuery, keysQuery, meQuery, summaryQuery } from "@/lib/api/queries";
import { createQueryClient } from "@/lib/api/query-client";
import { testPortal } from "@/testing/open";
import { prefetch } from "./prefetch";

test.each([
  ["/portal/profile", "", [meQuery]],
  ["/portal/billing", "", [meQuery, billingQuery]],
  ["/portal/api-keys", "?create=1", [keysQuery, meQuery]],
])("the data of %s%s is requested before the page renders", async (pathname, search, expected) => {
  const { api } = testPortal();
  const queries = createQueryClient();
  prefetch(api, queries, { pathname, search });
  const keys = expected.map((query) => query(api).queryKey);
  await expect.poll(() => keys.every((key) => queries.getQueryData(key) !== undefined)).toBe(true);
  expect(queries.getQueryCache().getAll()).toHaveLength(keys.length);
});

test("usage is requested for the range in the URL", async () => {
  const { api } = testPortal();
  const queries = createQueryClient();
  prefetch(api, queries, { pathname: "/portal/usage", search: "?range=7d" });
  const { queryKey } = summaryQuery(api, { range: "7d" });
  await expect.poll(() => queries.getQueryData(queryKey)).toBeDefined();
});
