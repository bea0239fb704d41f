import type { QueryClient } from "@tanstack/react-query";
import { createRoot } from "react-dom/client";
import type { Portal } from "@/lib/portal";
import { App } from "./app";
import { NotConfiguredPage } from "./not-configured-page";
import { createRouter } from "./router";

/** Draw the portal into `element`. */
export function show(element: HTMLElement, portal: Portal, queries: QueryClient): void {
  createRoot(element).render(<App portal={portal} queries={queries} router={createRouter()} />);
}

/** Say in `element` that the portal could not begin. */
export function showFault(element: HTMLElement, error: unknown): void {
  createRoot(element).render(<NotConfiguredPage error={error} />);
}
