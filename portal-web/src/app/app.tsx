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
    let who = identityOf(portal);
    const stopSession = portal.session.subscribe(() => {
      const now = identityOf(portal);
      const isSignedOut = portal.session.current.status === "signed-out";
      if (isSignedOut) {
        portal.organization.choose(null);
        portal.keyInHand.forget();
      }
      if (isSignedOut || (who !== null && now !== who)) queries.clear();
      who = now;
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

function identityOf({ session }: Portal): string | null {
  return "identity" in session.current ? session.current.identity.id : null;
}
