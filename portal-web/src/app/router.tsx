import { createBrowserRouter, Navigate, type RouteObject } from "react-router";
import { PATHS } from "@/lib/paths";
import { AccountLayout, OpenLayout } from "./layouts";
import { NotFoundPage } from "./not-found-page";
import { PageFault } from "./page-fault";

/** Each page is a file of its own, loaded when it is first asked for. */
const account: RouteObject[] = [
  { path: PATHS.usage, lazy: async () => ({ Component: (await import("./pages/usage")).UsageRoute }) },
  { path: PATHS.keys, lazy: async () => ({ Component: (await import("./pages/api-keys")).ApiKeysRoute }) },
  {
    path: PATHS.playground,
    lazy: async () => ({
      Component: (await import("@/features/playground/playground-page")).PlaygroundPage,
    }),
  },
  {
    path: PATHS.billing,
    lazy: async () => ({ Component: (await import("@/features/billing/billing-page")).BillingPage }),
  },
  { path: PATHS.profile, lazy: async () => ({ Component: (await import("./pages/profile")).ProfileRoute }) },
  {
    path: PATHS.invitation,
    lazy: async () => ({ Component: (await import("@/features/team/invitation-page")).InvitationPage }),
  },
  {
    path: `${PATHS.admin}/*`,
    lazy: async () => ({ Component: (await import("./pages/admin")).AdminRoute }),
  },
];

export const routes: RouteObject[] = [
  {
    ErrorBoundary: PageFault,
    HydrateFallback: () => null,
    children: [
      { path: "/", element: <Navigate to={PATHS.usage} replace /> },
      { path: "/portal", element: <Navigate to={PATHS.usage} replace /> },
      {
        path: PATHS.signIn,
        lazy: async () => ({ Component: (await import("@/features/auth/sign-in-page")).SignInPage }),
      },
      {
        path: PATHS.signUp,
        lazy: async () => ({ Component: (await import("@/features/auth/sign-up-page")).SignUpPage }),
      },
      {
        path: PATHS.goodbye,
        lazy: async () => ({ Component: (await import("@/features/profile/goodbye-page")).GoodbyePage }),
      },
      { Component: AccountLayout, children: [{ ErrorBoundary: PageFault, children: account }] },
      {
        Component: OpenLayout,
        children: [
          {
            path: PATHS.docs,
            lazy: async () => ({ Component: (await import("@/features/docs/docs-page")).DocsPage }),
          },
          { path: "*", Component: NotFoundPage },
        ],
      },
    ],
  },
];

export function createRouter() {
  return createBrowserRouter(routes);
}
