import type { ComponentType } from "react";
import { PATHS, pagePath } from "@/lib/paths";

/** The page at each path, in a chunk that is loaded on the first visit. */
type Pages = Readonly<Record<string, () => Promise<{ Component: ComponentType }>>>;

/** Pages that require sign-in. */
export const ACCOUNT_PAGES: Pages = {
  [PATHS.usage]: async () => ({ Component: (await import("./usage")).UsageRoute }),
  [PATHS.keys]: async () => ({ Component: (await import("./api-keys")).ApiKeysRoute }),
  [PATHS.playground]: async () => ({
    Component: (await import("@/features/playground/playground-page")).PlaygroundPage,
  }),
  [PATHS.billing]: async () => ({ Component: (await import("@/features/billing/billing-page")).BillingPage }),
  [PATHS.profile]: async () => ({ Component: (await import("./profile")).ProfileRoute }),
  [PATHS.invitation]: async () => ({
    Component: (await import("@/features/team/invitations/invitation-page")).InvitationPage,
  }),
  [PATHS.admin]: async () => ({ Component: (await import("./admin")).AdminRoute }),
};

/** Public pages, inside the shell. */
export const PUBLIC_PAGES: Pages = {
  [PATHS.docs]: async () => ({ Component: (await import("@/features/docs/docs-page")).DocsPage }),
  [PATHS.status]: async () => ({ Component: (await import("@/features/status/status-page")).StatusPage }),
};

const signIn = async () => ({ Component: (await import("@/features/auth/sign-in-page")).SignInPage });

/** Pages without the shell: sign-in, sign-up, and the confirmation after deleting an account. */
export const STANDALONE_PAGES: Pages = {
  [PATHS.signIn]: signIn,
  [PATHS.signUp]: async () => ({ Component: (await import("@/features/auth/sign-up-page")).SignUpPage }),
  [PATHS.accountDeleted]: async () => ({
    Component: (await import("@/features/profile/account-deleted-page")).AccountDeletedPage,
  }),
};

/** Start loading the page that the router will open. The router reports a failure to load. */
export function loadPage(pathname: string, isSignedOut: boolean): void {
  const path = pagePath(pathname);
  const accountPage = ACCOUNT_PAGES[path];
  const load =
    accountPage && isSignedOut ? signIn : (accountPage ?? PUBLIC_PAGES[path] ?? STANDALONE_PAGES[path]);
  load?.().catch(() => {});
}
