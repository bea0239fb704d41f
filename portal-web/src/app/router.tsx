import { createBrowserRouter, Navigate, type RouteObject } from "react-router";
import { PATHS } from "@/lib/paths";
import { AccountLayout, PublicLayout } from "./layouts";
import { NotFoundPage } from "./not-found-page";
import { PageError } from "./page-error";
import { ACCOUNT_PAGES, PUBLIC_PAGES, STANDALONE_PAGES } from "./pages";

/** The admin pages have their own nested routes. */
const routesOf = (pages: typeof ACCOUNT_PAGES): RouteObject[] =>
  Object.entries(pages).map(([path, lazy]) => ({ path: path === PATHS.admin ? `${path}/*` : path, lazy }));

export const routes: RouteObject[] = [
  {
    ErrorBoundary: PageError,
    HydrateFallback: () => null,
    children: [
      { path: "/", element: <Navigate to={PATHS.usage} replace /> },
      { path: "/portal", element: <Navigate to={PATHS.usage} replace /> },
      ...routesOf(STANDALONE_PAGES),
      {
        Component: AccountLayout,
        children: [{ ErrorBoundary: PageError, children: routesOf(ACCOUNT_PAGES) }],
      },
      {
        Component: PublicLayout,
        children: [...routesOf(PUBLIC_PAGES), { path: "*", Component: NotFoundPage }],
      },
    ],
  },
];

export function createRouter() {
  return createBrowserRouter(routes);
}
