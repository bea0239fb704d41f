import type { ComponentType } from "react";
import { PATHS, pagePath } from "@/lib/paths";

/** The page at each address: a file of its own, loaded when it is first asked for. */
type Pages = Readonly<Record<string, () => Promise<{ Component: ComponentType }>>>;

/** Of somebody's account. */
export const ACCOUNT_PAGES: Pages = {
  [PATHS.usage]: async () => ({ Component: (await import("./usage")).UsageRoute }),
  [PATHS.keys]: async () => ({ Component: (await import("./api-keys")).ApiKeysRoute }),
  [PATHS.playground]: async () => ({
    Component: (await import("@/features/playground/playground-page")).PlaygroundPage,
  }),
  [PATHS.billing]: async () => ({ Component: (await import("@/features/billing/billing-page")).BillingPage }),
  [PATHS.profile]: async () => ({ Component: (await import("./profile")).ProfileRoute }),
  [PATHS.invitation]: async () => ({
    Component: (await import("@/features/team/invitation-page")).InvitationPage,
  }),
  [PATHS.admin]: async () => ({ Component: (await import("./admin")).AdminRoute }),
};

/** For everybody, within the portal's frame. */
export const OPEN_PAGES: Pages = {
  [PATHS.docs]: async () => ({ Component: (await import("@/features/docs/docs-page")).DocsPage }),
};

const signIn = async () => ({ Component: (await import("@/features/auth/sign-in-page")).SignInPage });

/** By themselves: the ways in and out. */
export const BARE_PAGES: Pages = {
  [PATHS.signIn]: signIn,
  [PATHS.signUp]: async () => ({ Component: (await import("@/features/auth/sign-up-page")).SignUpPage }),
  [PATHS.goodbye]: async () => ({ Component: (await import("@/features/profile/goodbye-page")).GoodbyePage }),
};

/** Begin to load the page that the router will come to. One that cannot be loaded is told by the router. */
export function loadPage(pathname: string, isSignedOut: boolean): void {
  const path = pagePath(pathname);
  const ofAccount = ACCOUNT_PAGES[path];
  const load = ofAccount && isSignedOut ? signIn : (ofAccount ?? OPEN_PAGES[path] ?? BARE_PAGES[path]);
  load?.().catch(() => {});
}
