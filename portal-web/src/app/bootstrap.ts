import type { QueryClient } from "@tanstack/react-query";
import { createQueryClient } from "@/lib/api/query-client";
import type { Portal } from "@/lib/portal";
import { prefetch } from "./prefetch";

/**
 * Restore the session that this browser has stored, and prefetch the data of the page at this location.
 * Returns the client that holds the data.
 */
export function bootstrap(portal: Portal, location: Pick<Location, "pathname" | "search">): QueryClient {
  const queries = createQueryClient();
  clearDataOnSwitch(portal, queries);
  void portal.session.restore();
  if (portal.session.current.status !== "signed-out") prefetch(portal.api, queries, location);
  return queries;
}

/** Data of one user or organisation must never be shown for another. */
function clearDataOnSwitch({ session, organization, playgroundKey }: Portal, queries: QueryClient): void {
  session.subscribe(() => {
    if (session.current.status !== "signed-out") return;
    organization.select(null);
    playgroundKey.clear();
    queries.clear();
  });
  organization.subscribe(() => void queries.resetQueries());
}
