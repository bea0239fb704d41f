import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "react-router";
import { ToastProvider } from "@/components/ui/feedback/toasts";
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
        <ToastProvider>
          <RouterProvider router={router} />
        </ToastProvider>
      </QueryClientProvider>
    </PortalProvider>
  );
}
