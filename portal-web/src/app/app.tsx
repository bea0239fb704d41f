import { QueryClientProvider } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { RouterProvider } from "react-router";
import { Notices } from "@/components/notices";
import { type Portal, PortalProvider } from "@/lib/portal";
import { createQueryClient } from "@/lib/query-client";
import { readAhead } from "./read-ahead";
import type { createRouter } from "./router";

export function App({ portal, router }: { portal: Portal; router: ReturnType<typeof createRouter> }) {
  const [queries] = useState(createQueryClient);

  useEffect(() => {
    if (portal.session.current.status !== "signed-out") {
      readAhead(portal.api, queries, router.state.location);
    }
  }, [portal, queries, router]);

  // One person's data never shows for another, nor one organisation's for another.
  useEffect(() => {
    const stopSession = portal.session.subscribe(() => {
      if (portal.session.current.status !== "signed-out") return;
      portal.organization.choose(null);
      portal.keyInHand.forget();
      queries.clear();
    });
    const stopOrganization = portal.organization.subscribe(() => void queries.resetQueries());
    return () => {
      stopSession();
      stopOrganization();
    };
  }, [portal, queries]);

  return (
    <PortalProvider value={portal}>
      <QueryClientProvider client={queries}>
        <Notices>
          <RouterProvider router={router} />
        </Notices>
      </QueryClientProvider>
    </PortalProvider>
  );
}
