import { createBrowserRouter, Navigate, type RouteObject } from "react-router";
import { PATHS } from "@/lib/paths";
import { AccountLayout, OpenLayout } from "./layouts";
import { NotFoundPage } from "./not-found-page";
import { PageFault } from "./page-fault";
import { PAGES } from "./pages";

const page = (path: keyof typeof PAGES): RouteObject => ({ path, lazy: PAGES[path] });

const account: RouteObject[] = [
  page(PATHS.usage),
  page(PATHS.keys),
  page(PATHS.playground),
  page(PATHS.billing),
  page(PATHS.profile),
  page(PATHS.invitation),
  { ...page(PATHS.admin), path: `${PATHS.admin}/*` },
];

export const routes: RouteObject[] = [
  {
    ErrorBoundary: PageFault,
    HydrateFallback: () => null,
    children: [
      { path: "/", element: <Navigate to={PATHS.usage} replace /> },
      { path: "/portal", element: <Navigate to={PATHS.usage} replace /> },
      page(PATHS.signIn),
      page(PATHS.signUp),
      page(PATHS.goodbye),
      { Component: AccountLayout, children: [{ ErrorBoundary: PageFault, children: account }] },
      {
        Component: OpenLayout,
        children: [page(PATHS.docs), { path: "*", Component: NotFoundPage }],
      },
    ],
  },
];

export function createRouter() {
  return createBrowserRouter(routes);
}
