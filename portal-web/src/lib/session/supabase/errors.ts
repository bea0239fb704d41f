import type { AuthError } from "@supabase/auth-js";
import { SignInError } from "../provider";

const MESSAGES: Readonly<Record<string, string>> = {
  invalid_credentials: "E-mail or password is incorrect.",
  user_already_exists: "An account with this address already exists. Sign in instead.",
  email_exists: "An account with this address already exists. Sign in instead.",
  email_not_confirmed: "Confirm your address first: open the link in the e-mail we sent you.",
  email_address_invalid: "This address cannot be used.",
  over_email_send_rate_limit: "Too many e-mails requested. Wait a minute, then try again.",
  over_request_rate_limit: "Too many attempts. Wait a minute, then try again.",
  same_password: "This is already your password. Choose a different one.",
  otp_expired: "This link has expired or was already used. Request a new one.",
  otp_disabled: "Sign-in by e-mail link is disabled.",
  web3_provider_disabled: "Sign-in with this type of wallet is disabled.",
  signup_disabled: "Sign-up is currently disabled.",
  user_banned: "This account is suspended.",
  session_not_found: "Your session has expired. Sign in again.",
};

/** Whether the auth server could not be reached, as opposed to having rejected the request. */
export function isUnreachable(error: AuthError): boolean {
  return error.name === "AuthRetryableFetchError" || (error.status !== undefined && error.status >= 500);
}

export function toSignInError(error: AuthError): SignInError {
  if (isUnreachable(error)) {
    return new SignInError("unreachable", "The sign-in service cannot be reached. Try again in a moment.");
  }
  const code = error.code ?? "unknown";
  return new SignInError(code, MESSAGES[code] ?? error.message);
}
