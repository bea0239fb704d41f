import type { QueryClient } from "@tanstack/react-query";
import { rangeOf, timeRangeOf } from "@/features/usage/ranges";
import type { Api } from "@/lib/api/client";
import { billingQuery, keysQuery, meQuery, summaryQuery } from "@/lib/api/queries";
import { PATHS, pagePath } from "@/lib/paths";

/**
 * Request the data of the page at this location while its code is still loading. The page's queries join these
 * requests, and repeat and report a failed one.
 */
export function prefetch(
  api: Api,
  queries: QueryClient,
  { pathname, search }: Pick<Location, "pathname" | "search">,
) {
  const requests: Promise<unknown>[] = [queries.query(meQuery(api))];
  const path = pagePath(pathname);
  if (path === PATHS.usage) {
    requests.push(queries.query(summaryQuery(api, timeRangeOf(rangeOf(new URLSearchParams(search))))));
  }
  if (path === PATHS.keys) requests.push(queries.query(keysQuery(api)));
  if (path === PATHS.billing) requests.push(queries.query(billingQuery(api)));
  void Promise.allSettled(requests);
}
