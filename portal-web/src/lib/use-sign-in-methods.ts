import { usePortal } from "./portal";
import type { SignInMethods } from "./session";

/** For the portal's own forms, which are only shown where the provider has none. */
export function useSignInMethods(): SignInMethods {
  const { signIn } = usePortal();
  if (signIn.kind !== "methods") throw new Error("This provider signs people in by its own forms.");
  return signIn;
}
