import type { QueryClient } from "@tanstack/react-query";
import { rangeOf, spanOf } from "@/features/usage/ranges";
import type { Api } from "@/lib/api/client";
import { billingQuery, keysQuery, meQuery, summaryQuery } from "@/lib/api/queries";
import { PATHS, pagePath } from "@/lib/paths";

/**
 * Begin to read what the page at this address will show, while its code is still on its way. The page joins the
 * same reading; one that fails is told by the page, which asks again.
 */
export function readAhead(
  api: Api,
  queries: QueryClient,
  { pathname, search }: Pick<Location, "pathname" | "search">,
) {
  const reading: Promise<unknown>[] = [queries.query(meQuery(api))];
  const path = pagePath(pathname);
  if (path === PATHS.usage) {
    reading.push(queries.query(summaryQuery(api, spanOf(rangeOf(new URLSearchParams(search))))));
  }
  if (path === PATHS.keys) reading.push(queries.query(keysQuery(api)));
  if (path === PATHS.billing) reading.push(queries.query(billingQuery(api)));
  void Promise.allSettled(reading);
}
