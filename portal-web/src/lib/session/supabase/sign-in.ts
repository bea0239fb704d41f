import {
  type AuthError,
  GoTrueClient,
  isAuthRefreshDiscardedError,
  type Session,
  type User,
  type Web3Credentials,
} from "@supabase/auth-js";
import type { SupabaseAuth } from "../../config";
import { PATHS, withNext } from "../../paths";
import {
  type Identity,
  type NewAccount,
  SignInError,
  type SignInMethods,
  type SignInProvider,
} from "../provider";
import { type Chain, hasWallet } from "../wallets";
import { isUnreachable, toSignInError } from "./errors";
import { removeStoredSession, STORAGE_KEY, storedSession } from "./stored-session";

/** Timeout of requests to the auth server. */
const TIMEOUT_MS = 20_000;

interface SessionResult {
  data: { session: Session | null };
  error: AuthError | null;
}

/** Sign-in with Supabase Auth, whose client stores the session in the browser. */
export class SupabaseSignIn implements SignInProvider, SignInMethods {
  readonly kind = "methods";
  readonly #url: string;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #client: GoTrueClient;
  /** Whether the user signed out here, and nobody has signed in since. */
  #isSignedOut = false;

  constructor(auth: SupabaseAuth) {
    this.#url = `${auth.supabase_url}/auth/v1`;
    this.#headers = { apikey: auth.publishable_key };
    this.#client = new GoTrueClient({
      url: this.#url,
      headers: this.#headers,
      storageKey: STORAGE_KEY,
      flowType: "pkce",
      fetch: (request, init) => fetch(request, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) }),
    });
  }

  hasStoredSession(): boolean {
    // An e-mail link carries the session in the address.
    const isEmailLink = /[?&#](code|access_token|error)=/.test(location.search + location.hash);
    return isEmailLink || storedSession() !== null;
  }

  onChange(listener: (identity: Identity | null) => void): void {
    this.#client.onAuthStateChange((event, session) => {
      // restore() returns the first state; the token is requested when it is needed.
      if (event === "INITIAL_SESSION") return;
      // A tab that becomes visible broadcasts the session it has read from the storage. It is outdated if the
      // user has signed out meanwhile: the storage is written before the broadcast.
      if (session !== null && storedSession()?.user?.id !== session.user.id) return;
      if (event === "USER_UPDATED" && this.#isSignedOut) {
        // An update that was pending at sign-out has stored the session again. (The client itself discards
        // a token refresh that was pending.)
        removeStoredSession();
        return;
      }
      if (session !== null) this.#isSignedOut = false;
      listener(identityOf(session?.user));
    });
    // A sign-out in another tab is seen only in the storage, with a null key if all of it was cleared. So is a
    // sign-in whose broadcast arrived before the storage was updated in this tab.
    addEventListener("storage", ({ key }) => {
      if (key !== STORAGE_KEY && key !== null) return;
      const session = storedSession();
      if (session?.user) this.#isSignedOut = false;
      if (session === null || session.user) listener(identityOf(session?.user));
    });
  }

  async restore(): Promise<Identity | null> {
    const { data, error } = await this.#client.getSession();
    if (error) throw toSignInError(error);
    return identityOf(data.session?.user);
  }

  async token(): Promise<string | null> {
    return this.#tokenOf(await this.#client.getSession());
  }

  async refresh(): Promise<string | null> {
    return this.#tokenOf(await this.#client.refreshSession());
  }

  async #tokenOf({ data, error }: SessionResult): Promise<string | null> {
    // Another tab has refreshed the token first: use that one.
    if (isAuthRefreshDiscardedError(error) && storedSession() !== null) return this.token();
    if (error && isUnreachable(error)) throw toSignInError(error);
    return data.session?.access_token ?? null;
  }

  async signOut(everywhere: boolean): Promise<void> {
    if (everywhere) {
      const { error } = await this.#client.signOut({ scope: "global" });
      if (error) throw toSignInError(error);
      return;
    }
    // Sign-out of this browser must work offline too. The client's own sign-out would first refresh a token that
    // is about to expire, and call the auth server before it removes anything.
    const session = storedSession();
    removeStoredSession();
    this.#isSignedOut = true;
    if (session) this.#revokeSession(session).catch(() => {});
  }

  /** End a session at the auth server. Rejects if the server cannot be reached. */
  async #revokeSession({ access_token, refresh_token }: Partial<Session>): Promise<void> {
    const response = await fetch(`${this.#url}/logout?scope=local`, {
      method: "POST",
      headers: { ...this.#headers, authorization: `Bearer ${access_token}` },
      signal: AbortSignal.timeout(TIMEOUT_MS),
      keepalive: true, // The tab may be closed right after.
    });
    if (response.ok || !refresh_token) return;
    // The access token has expired, but the refresh token is still valid: get a new one, and sign out with it.
    const client = new GoTrueClient({
      url: this.#url,
      headers: this.#headers,
      storageKey: `${STORAGE_KEY}-signed-out`,
      persistSession: false,
      autoRefreshToken: false,
    });
    await client.refreshSession({ refresh_token });
    await client.signOut({ scope: "local" });
  }

  async signIn(email: string, password: string): Promise<void> {
    const { error } = await this.#client.signInWithPassword({ email, password });
    if (error) throw toSignInError(error);
  }

  async signUp({ email, password, name, next }: NewAccount): Promise<boolean> {
    const { data, error } = await this.#client.signUp({
      email,
      password,
      options: {
        emailRedirectTo: redirectUrl(next),
        ...(name ? { data: { display_name: name } } : {}),
      },
    });
    if (error) throw toSignInError(error);
    return data.session !== null;
  }

  async sendLink(email: string, next: string): Promise<void> {
    const options = { emailRedirectTo: redirectUrl(next) };
    const { error } = await this.#client.signInWithOtp({ email, options });
    if (error) throw toSignInError(error);
  }

  async sendPasswordReset(email: string): Promise<void> {
    const redirectTo = `${location.origin}/portal/profile#password`;
    const { error } = await this.#client.resetPasswordForEmail(email, { redirectTo });
    if (error) throw toSignInError(error);
  }

  async signInWithWallet(chain: Chain): Promise<void> {
    if (!hasWallet(chain)) throw new SignInError("no_wallet", "No wallet was found in this browser.");
    const credentials = {
      chain,
      statement: "Sign in to the Cortensor Portal.",
      options: { url: location.origin + PATHS.signIn },
    } as Web3Credentials;
    const { error } = await this.#client.signInWithWeb3(credentials).catch(() => {
      // Wallets report errors, declining included, each in its own way.
      throw new SignInError(
        "wallet_refused",
        "The wallet did not sign the message. Unlock it and confirm the request, then try again.",
      );
    });
    if (error) throw toSignInError(error);
  }

  async changePassword(password: string): Promise<void> {
    const { error } = await this.#client.updateUser({ password });
    if (error) throw toSignInError(error);
  }
}

/** The address an e-mail link opens: the sign-in page, which restores the session from it and then opens `next`. */
function redirectUrl(next: string): string {
  return location.origin + withNext(PATHS.signIn, next);
}

function identityOf(user: User | undefined): Identity | null {
  return user ? { id: user.id, email: user.email || null } : null;
}
