import { SignInError } from "@/lib/session";

/** Why a link from an e-mail did not sign anybody in, as the sign-in service says in the address it leads to. */
export function faultOfLink({ search, hash }: { search: string; hash: string }): SignInError | null {
  // The page that was asked for may have brought it along, inside of `next`. Not decoded: that throws for an
  // address that somebody mangled.
  const code = /error_code(?:=|%3D)(\w+)/i.exec(search + hash)?.[1];
  if (!code) return null;
  return code === "otp_expired"
    ? new SignInError(code, "The link has expired or was used already. Ask for a new one.")
    : new SignInError(code, "The link did not work. Ask for a new one.");
}
