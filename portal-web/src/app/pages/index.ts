import type { ComponentType } from "react";
import { PATHS, pagePath } from "@/lib/paths";

type Load = () => Promise<{ Component: ComponentType }>;

/** Each page is a file of its own, loaded when it is first asked for. */
export const PAGES = {
  [PATHS.usage]: async () => ({ Component: (await import("./usage")).UsageRoute }),
  [PATHS.keys]: async () => ({ Component: (await import("./api-keys")).ApiKeysRoute }),
  [PATHS.playground]: async () => ({
    Component: (await import("@/features/playground/playground-page")).PlaygroundPage,
  }),
  [PATHS.billing]: async () => ({ Component: (await import("@/features/billing/billing-page")).BillingPage }),
  [PATHS.docs]: async () => ({ Component: (await import("@/features/docs/docs-page")).DocsPage }),
  [PATHS.profile]: async () => ({ Component: (await import("./profile")).ProfileRoute }),
  [PATHS.invitation]: async () => ({
    Component: (await import("@/features/team/invitation-page")).InvitationPage,
  }),
  [PATHS.admin]: async () => ({ Component: (await import("./admin")).AdminRoute }),
  [PATHS.signIn]: async () => ({ Component: (await import("@/features/auth/sign-in-page")).SignInPage }),
  [PATHS.signUp]: async () => ({ Component: (await import("@/features/auth/sign-up-page")).SignUpPage }),
  [PATHS.goodbye]: async () => ({ Component: (await import("@/features/profile/goodbye-page")).GoodbyePage }),
} satisfies Record<string, Load>;

const OPEN: readonly string[] = [PATHS.docs, PATHS.signIn, PATHS.signUp, PATHS.goodbye];

/** Begin to load the page that the router will come to. One that cannot be loaded is told by the router. */
export function loadPage(pathname: string, isSignedOut: boolean): void {
  const asked = pagePath(pathname);
  const path = isSignedOut && !OPEN.includes(asked) ? PATHS.signIn : asked;
  const load: Load | undefined = PAGES[path as keyof typeof PAGES];
  load?.().catch(() => {});
}
