import type { ClerkAuth } from "../../config";
import { PATHS } from "../../paths";
import type { Clerk } from "./sign-in";

/** Version 5 is one script that includes the forms; later versions need a second one for them. */
const SCRIPT = "/npm/@clerk/clerk-js@5/dist/clerk.browser.js";

/** Load Clerk's script from its Frontend API, then the browser's session. Rejects if either fails. */
export async function loadClerk(auth: ClerkAuth): Promise<Clerk> {
  const script = document.createElement("script");
  script.src = auth.clerk_url + SCRIPT;
  script.crossOrigin = "anonymous";
  // The script creates `window.Clerk` with this key.
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
  if (!clerk) throw new Error("Clerk's script did not define window.Clerk.");
  await clerk.load({ signInUrl: PATHS.signIn, signUpUrl: PATHS.signUp });
  return clerk;
}
