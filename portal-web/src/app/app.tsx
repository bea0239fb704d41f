import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "react-router";
import { Notices } from "@/components/notices";
import { type Portal, PortalProvider } from "@/lib/portal";
import type { createRouter } from "./router";

interface Props {
  portal: Portal;
  queries: QueryClient;
  router: ReturnType<typeof createRouter>;
}

export function App({ portal, queries, router }: Props) {
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
