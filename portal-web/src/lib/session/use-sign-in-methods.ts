import { usePortal } from "../portal";
import type { SignInMethods } from "./provider";

/** For the portal's own forms, which are shown only if the provider has none. */
export function useSignInMethods(): SignInMethods {
  const { signIn } = usePortal();
  if (signIn.kind !== "methods") throw new Error("This provider has its own sign-in forms.");
  return signIn;
}
