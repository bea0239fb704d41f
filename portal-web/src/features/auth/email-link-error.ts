import { SignInError } from "@/lib/session/provider";

/** The error of an e-mail link, which the sign-in provider reports in the address it redirects to. */
export function emailLinkError({ search, hash }: { search: string; hash: string }): SignInError | null {
  // The parameter may be inside of `next`. It is not decoded, because decoding throws for a malformed address.
  const code = /error_code(?:=|%3D)(\w+)/i.exec(search + hash)?.[1];
  if (!code) return null;
  return code === "otp_expired"
    ? new SignInError(code, "The link has expired or was already used. Request a new one.")
    : new SignInError(code, "The link is not valid. Request a new one.");
}
