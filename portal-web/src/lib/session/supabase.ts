import {
  type AuthError,
  GoTrueClient,
  isAuthRefreshDiscardedError,
  type Session,
  type User,
  type Web3Credentials,
} from "@supabase/auth-js";
import type { SupabaseAuth } from "../config";
import { PATHS, withNext } from "../paths";
import { type Identity, type NewAccount, SignInError, type SignInMethods, type SignInProvider } from ".";
import { type Chain, hasWallet } from "./wallets";

const STORAGE_KEY = "portal-session";

/** How long the auth server may take to answer, in milliseconds. */
const ANSWERS_WITHIN_MS = 20_000;

interface Told {
  data: { session: Session | null };
  error: AuthError | null;
}

/** Sign-in by Supabase Auth. The session is kept by its own client, in the browser's storage. */
export class SupabaseSignIn implements SignInProvider, SignInMethods {
  readonly kind = "methods";
  readonly #url: string;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #client: GoTrueClient;
  /** Whether the session was left here, and nobody has signed in since. */
  #hasLeft = false;

  constructor(auth: SupabaseAuth) {
    this.#url = `${auth.supabase_url}/auth/v1`;
    this.#headers = { apikey: auth.publishable_key };
    this.#client = new GoTrueClient({
      url: this.#url,
      headers: this.#headers,
      storageKey: STORAGE_KEY,
      flowType: "pkce",
      fetch: (request, init) => fetch(request, { ...init, signal: AbortSignal.timeout(ANSWERS_WITHIN_MS) }),
    });
  }

  remembers(): boolean {
    // A link from an e-mail brings the session in the address.
    const brought = /[?&#](code|access_token|error)=/.test(location.search + location.hash);
    return brought || kept() !== null;
  }

  onChange(listener: (identity: Identity | null) => void): void {
    this.#client.onAuthStateChange((event, session) => {
      // restore() tells of the first state; the token itself is asked for when it is needed.
      if (event === "INITIAL_SESSION") return;
      // A tab that comes to the front tells every tab whom it read from the storage. Whoever signed out
      // meanwhile has left: the storage is written before anybody is told.
      if (session !== null && kept()?.user?.id !== session.user.id) return;
      if (event === "USER_UPDATED" && this.#hasLeft) {
        // A change that was under way at the leaving; the client has kept the session again. (It takes care of a
        // token that was under way by itself.)
        localStorage.removeItem(STORAGE_KEY);
        return;
      }
      if (session !== null) this.#hasLeft = false;
      listener(identityOf(session?.user));
    });
    // Another tab that was left tells by the storage alone, without a name where all of it was cleared. One that
    // somebody signed in at does too: its message may have come before the storage showed them here.
    addEventListener("storage", ({ key }) => {
      if (key !== STORAGE_KEY && key !== null) return;
      const session = kept();
      if (session?.user) this.#hasLeft = false;
      if (session === null || session.user) listener(identityOf(session?.user));
    });
  }

  async restore(): Promise<Identity | null> {
    const { data, error } = await this.#client.getSession();
    if (error) throw translated(error);
    return identityOf(data.session?.user);
  }

  async token(): Promise<string | null> {
    return this.#tokenOf(await this.#client.getSession());
  }

  async refresh(): Promise<string | null> {
    return this.#tokenOf(await this.#client.refreshSession());
  }

  async #tokenOf({ data, error }: Told): Promise<string | null> {
    // Another tab's new token came first: that one is kept.
    if (isAuthRefreshDiscardedError(error) && kept() !== null) return this.token();
    if (error && isPassing(error)) throw translated(error);
    return data.session?.access_token ?? null;
  }

  async signOut(everywhere: boolean): Promise<void> {
    if (everywhere) {
      const { error } = await this.#client.signOut({ scope: "global" });
      if (error) throw translated(error);
      return;
    }
    // Leaving this browser must work without a connection too. The client would first refresh a token that is
    // about to expire, and ask the auth server before it forgets anything.
    const session = kept();
    localStorage.removeItem(STORAGE_KEY);
    this.#hasLeft = true;
    if (session) this.#endAtServer(session).catch(() => {});
  }

  /** Tells the auth server that a session was left. Rejects where it cannot be told. */
  async #endAtServer({ access_token, refresh_token }: Partial<Session>): Promise<void> {
    const answer = await fetch(`${this.#url}/logout?scope=local`, {
      method: "POST",
      headers: { ...this.#headers, authorization: `Bearer ${access_token}` },
      signal: AbortSignal.timeout(ANSWERS_WITHIN_MS),
      keepalive: true, // also where the tab is closed at once
    });
    if (answer.ok || !refresh_token) return;
    // An access token that has expired ends nothing, while the refresh token would go on.
    const last = new GoTrueClient({
      url: this.#url,
      headers: this.#headers,
      storageKey: `${STORAGE_KEY}-left`,
      persistSession: false,
      autoRefreshToken: false,
    });
    await last.refreshSession({ refresh_token });
    await last.signOut({ scope: "local" });
  }

  async signIn(email: string, password: string): Promise<void> {
    const { error } = await this.#client.signInWithPassword({ email, password });
    if (error) throw translated(error);
  }

  async signUp({ email, password, name, next }: NewAccount): Promise<boolean> {
    const { data, error } = await this.#client.signUp({
      email,
      password,
      options: {
        emailRedirectTo: signInAddress(next),
        ...(name ? { data: { display_name: name } } : {}),
      },
    });
    if (error) throw translated(error);
    return data.session !== null;
  }

  async sendLink(email: string, next: string): Promise<void> {
    const options = { emailRedirectTo: signInAddress(next) };
    const { error } = await this.#client.signInWithOtp({ email, options });
    if (error) throw translated(error);
  }

  async sendPasswordReset(email: string): Promise<void> {
    const redirectTo = `${location.origin}/portal/profile#password`;
    const { error } = await this.#client.resetPasswordForEmail(email, { redirectTo });
    if (error) throw translated(error);
  }

  async signInWithWallet(chain: Chain): Promise<void> {
    if (!hasWallet(chain)) throw new SignInError("no_wallet", "There is no wallet in this browser.");
    const credentials = {
      chain,
      statement: "Sign in to the Cortensor Portal.",
      options: { url: location.origin + PATHS.signIn },
    } as Web3Credentials;
    const { error } = await this.#client.signInWithWeb3(credentials).catch(() => {
      // What the wallet itself says differs from wallet to wallet, declining included.
      throw new SignInError(
        "wallet_refused",
        "The wallet did not sign. Unlock it and confirm there, then try again.",
      );
    });
    if (error) throw translated(error);
  }

  async changePassword(password: string): Promise<void> {
    const { error } = await this.#client.updateUser({ password });
    if (error) throw translated(error);
  }
}

/** The session that the client keeps in the storage, as far as it matters here. */
function kept(): Partial<Session> | null {
  const text = localStorage.getItem(STORAGE_KEY);
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

/** Where a link from an e-mail leads: the session in its address is taken up there, then `next` is opened. */
function signInAddress(next: string): string {
  return location.origin + withNext(PATHS.signIn, next);
}

function identityOf(user: User | undefined): Identity | null {
  return user ? { id: user.id, email: user.email || null } : null;
}

/** Whether the provider could not be asked, as against having said no. */
function isPassing(error: AuthError): boolean {
  return error.name === "AuthRetryableFetchError" || (error.status !== undefined && error.status >= 500);
}

const SENTENCES: Readonly<Record<string, string>> = {
  invalid_credentials: "E-mail or password is not right.",
  user_already_exists: "There is an account with this address already. Sign in instead.",
  email_exists: "There is an account with this address already. Sign in instead.",
  email_not_confirmed: "Confirm your address first: open the link in the e-mail we sent you.",
  email_address_invalid: "This address cannot be used.",
  over_email_send_rate_limit: "Too many e-mails were asked for. Wait a minute, then try again.",
  over_request_rate_limit: "Too many attempts. Wait a minute, then try again.",
  same_password: "This is your password already. Choose another.",
  otp_expired: "This link has expired or was used already. Ask for a new one.",
  otp_disabled: "Sign-in by a link is switched off.",
  web3_provider_disabled: "Sign-in by this kind of wallet is switched off.",
  signup_disabled: "New accounts cannot be made at the moment.",
  user_banned: "This account is suspended.",
  session_not_found: "The session has ended. Sign in again.",
};

function translated(error: AuthError): SignInError {
  if (isPassing(error)) {
    return new SignInError("unreachable", "Sign-in cannot be reached right now. Try again in a moment.");
  }
  const code = error.code ?? "unknown";
  return new SignInError(code, SENTENCES[code] ?? error.message);
}
