import type { QueryClient } from "@tanstack/react-query";
import type { Portal } from "@/lib/portal";
import { createQueryClient } from "@/lib/query-client";
import { readAhead } from "./read-ahead";

/**
 * Take up the session that the browser remembers, and begin to read what the page at this address shows.
 * Returns what is read into.
 */
export function enter(portal: Portal, address: Pick<Location, "pathname" | "search">): QueryClient {
  const queries = createQueryClient();
  keepApart(portal, queries);
  void portal.session.restore();
  if (portal.session.current.status !== "signed-out") readAhead(portal.api, queries, address);
  return queries;
}

/** One person's data never shows for another, nor one organisation's for another. */
function keepApart({ session, organization, keyInHand }: Portal, queries: QueryClient): void {
  session.subscribe(() => {
    if (session.current.status !== "signed-out") return;
    organization.choose(null);
    keyInHand.forget();
    queries.clear();
  });
  organization.subscribe(() => void queries.resetQueries());
}
