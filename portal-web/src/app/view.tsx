import type { QueryClient } from "@tanstack/react-query";
import { createRoot } from "react-dom/client";
import type { Portal } from "@/lib/portal";
import { App } from "./app";
import { ConfigErrorPage } from "./config-error-page";
import { createRouter } from "./router";

/** Render the portal into `element`. */
export function show(element: HTMLElement, portal: Portal, queries: QueryClient): void {
  createRoot(element).render(<App portal={portal} queries={queries} router={createRouter()} />);
}

/** Render the startup error into `element`. */
export function showStartupError(element: HTMLElement, error: unknown): void {
  createRoot(element).render(<ConfigErrorPage error={error} />);
}
