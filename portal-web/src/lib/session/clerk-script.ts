import type { ClerkAuth } from "../config";
import { PATHS } from "../paths";
import type { Clerk } from "./clerk";

/** Version 5 is one script that brings its own forms; later ones need a second for them. */
const SCRIPT = "/npm/@clerk/clerk-js@5/dist/clerk.browser.js";

/** Load Clerk's script from its Frontend API, and what it knows of this browser. Rejects where either fails. */
export async function loadClerk(auth: ClerkAuth): Promise<Clerk> {
  const script = document.createElement("script");
  script.src = auth.clerk_url + SCRIPT;
  script.crossOrigin = "anonymous";
  // The script makes `window.Clerk` of it.
  script.dataset.clerkPublishableKey = auth.publishable_key;
  try {
    await new Promise((resolve, reject) => {
      script.addEventListener("load", resolve);
      script.addEventListener("error", reject);
      document.head.append(script);
    });
  } finally {
    script.remove();
  }
  const { Clerk: clerk } = window as unknown as { Clerk?: Clerk };
  if (!clerk) throw new Error("Clerk's script made no Clerk.");
  await clerk.load({ signInUrl: PATHS.signIn, signUpUrl: PATHS.signUp });
  return clerk;
}
