import { createBrowserRouter, Navigate, type RouteObject } from "react-router";
import { PATHS } from "@/lib/paths";
import { AccountLayout, OpenLayout } from "./layouts";
import { NotFoundPage } from "./not-found-page";
import { PageFault } from "./page-fault";
import { ACCOUNT_PAGES, BARE_PAGES, OPEN_PAGES } from "./pages";

/** Operators' pages find their way below their address by themselves. */
const routesOf = (pages: typeof ACCOUNT_PAGES): RouteObject[] =>
  Object.entries(pages).map(([path, lazy]) => ({ path: path === PATHS.admin ? `${path}/*` : path, lazy }));

export const routes: RouteObject[] = [
  {
    ErrorBoundary: PageFault,
    HydrateFallback: () => null,
    children: [
      { path: "/", element: <Navigate to={PATHS.usage} replace /> },
      { path: "/portal", element: <Navigate to={PATHS.usage} replace /> },
      ...routesOf(BARE_PAGES),
      {
        Component: AccountLayout,
        children: [{ ErrorBoundary: PageFault, children: routesOf(ACCOUNT_PAGES) }],
      },
      { Component: OpenLayout, children: [...routesOf(OPEN_PAGES), { path: "*", Component: NotFoundPage }] },
    ],
  },
];

export function createRouter() {
  return createBrowserRouter(routes);
}
