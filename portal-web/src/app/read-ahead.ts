import type { QueryClient } from "@tanstack/react-query";
import { rangeOf, spanOf } from "@/features/usage/ranges";
import type { Api } from "@/lib/api/client";
import { billingQuery, keysQuery, meQuery, summaryQuery } from "@/lib/api/queries";
import { PATHS } from "@/lib/paths";

/**
 * Begin to read what the page at this address will show, while its code is still on its way. The page joins the
 * same reading; one that fails is told by the page, which asks again.
 */
export function readAhead(
  api: Api,
  queries: QueryClient,
  { pathname, search }: Pick<Location, "pathname" | "search">,
) {
  void queries.prefetchQuery(meQuery(api));
  if (pathname === PATHS.usage) {
    void queries.prefetchQuery(summaryQuery(api, spanOf(rangeOf(new URLSearchParams(search)))));
  }
  if (pathname === PATHS.keys) void queries.prefetchQuery(keysQuery(api));
  if (pathname === PATHS.billing) void queries.prefetchQuery(billingQuery(api));
}
