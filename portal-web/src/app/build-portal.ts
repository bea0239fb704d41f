import { createApi } from "@/lib/api/client";
import type { Config } from "@/lib/config";
import type { Portal } from "@/lib/portal";
import { SessionStore } from "@/lib/session/session-store";
import { SupabaseSignIn } from "@/lib/session/supabase/sign-in";
import { LanguagePreference } from "@/lib/state/language-preference";
import { PlaygroundKey } from "@/lib/state/playground-key";
import { SelectedOrganization } from "@/lib/state/selected-organization";
import { ThemePreference } from "@/lib/state/theme-preference";

/** Create the portal's services from the configuration. */
export async function buildPortal(config: Config): Promise<Portal> {
  const signIn = await createSignIn(config.auth);
  const session = new SessionStore(signIn);
  const organization = new SelectedOrganization(localStorage);
  return {
    config,
    session,
    signIn,
    organization,
    api: createApi(config.api_url, session, organization),
    theme: new ThemePreference(),
    language: new LanguagePreference(),
    playgroundKey: new PlaygroundKey(),
  };
}

/** Supabase is in the entry chunk because most deployments use it; Clerk's adapter is loaded only where it is used. */
async function createSignIn(auth: Config["auth"]) {
  if (auth.provider === "supabase") return new SupabaseSignIn(auth);
  const [{ ClerkSignIn }, { loadClerk }] = await Promise.all([
    import("@/lib/session/clerk/sign-in"),
    import("@/lib/session/clerk/script"),
  ]);
  return new ClerkSignIn(() => loadClerk(auth));
}
