import { createApi } from "@/lib/api/client";
import type { Config } from "@/lib/config";
import { KeyInHand } from "@/lib/key-in-hand";
import { LanguageChoice } from "@/lib/language";
import { OrganizationChoice } from "@/lib/organization";
import type { Portal } from "@/lib/portal";
import { SessionKeeper } from "@/lib/session";
import { SupabaseSignIn } from "@/lib/session/supabase";
import { ThemeChoice } from "@/lib/theme";

/** Choose the collaborators by the configuration. */
export async function openPortal(config: Config): Promise<Portal> {
  const signIn = await signInBy(config.auth);
  const session = new SessionKeeper(signIn);
  const organization = new OrganizationChoice(localStorage);
  return {
    config,
    session,
    signIn,
    organization,
    api: createApi(config.api_url, session, organization),
    theme: new ThemeChoice(),
    language: new LanguageChoice(),
    keyInHand: new KeyInHand(),
  };
}

/** Supabase is in the first file because most sites use it; Clerk's adapter is loaded by those that use Clerk. */
async function signInBy(auth: Config["auth"]) {
  if (auth.provider === "supabase") return new SupabaseSignIn(auth);
  const [{ ClerkSignIn }, { loadClerk }] = await Promise.all([
    import("@/lib/session/clerk"),
    import("@/lib/session/clerk-script"),
  ]);
  return new ClerkSignIn(() => loadClerk(auth));
}
