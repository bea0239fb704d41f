import { Store } from "../state/store";
import { type Identity, SignInError, type SignInProvider } from "./provider";

/**
 * `expired`: the session ended without a sign-out. Pages keep what was typed until the user signs in again or
 * signs out.
 */
export type SessionState =
  | { status: "unknown" }
  | { status: "signed-out" }
  | { status: "signed-in" | "expired"; identity: Identity };

export class SessionStore extends Store<SessionState> {
  readonly #provider: SignInProvider;
  #isSigningOut = false;
  /** Calls that wait for the user to sign in again. */
  #waiting: { resume: () => void; reject: (reason: Error) => void }[] = [];

  constructor(provider: SignInProvider) {
    super({ status: provider.hasStoredSession() ? "unknown" : "signed-out" });
    this.#provider = provider;
    provider.onChange((identity) => this.#changed(identity));
  }

  async restore(): Promise<void> {
    if (this.current.status !== "unknown") return;
    const identity = await this.#provider.restore().catch(() => null);
    if (this.current.status === "unknown") this.#changed(identity);
  }

  /** A token for a call. With an expired session, waits for the next sign-in; rejects on sign-out. */
  async token(): Promise<string> {
    for (;;) {
      if (this.current.status === "signed-out") throw signedOut();
      const token = this.current.status === "expired" ? null : await this.#provider.token();
      if (token !== null) return token;
      await this.#waitForSignIn();
    }
  }

  /** A token in place of the `rejected` one. */
  async renewedToken(rejected: string): Promise<string> {
    const current = await this.#provider.token();
    if (current !== null && current !== rejected) return current;
    const fresh = await this.#provider.refresh();
    if (fresh !== null) return fresh;
    await this.#waitForSignIn();
    return this.token();
  }

  /** Rejects, with the session unchanged, if the provider could not end it (or those of other devices). */
  async signOut(everywhere = false): Promise<void> {
    this.#isSigningOut = true;
    try {
      await this.#provider.signOut(everywhere);
    } finally {
      this.#isSigningOut = false;
    }
    this.#setSignedOut();
  }

  #changed(identity: Identity | null): void {
    const before = this.current;
    if (identity === null) {
      if (this.#isSigningOut || before.status === "unknown") this.#setSignedOut();
      else if (before.status === "signed-in") this.set({ status: "expired", identity: before.identity });
      return;
    }
    const isSame = "identity" in before && before.identity.id === identity.id;
    if (before.status === "signed-in" && isSame) return;
    // Another user: drop the pending calls and the data of the previous one.
    if ("identity" in before && !isSame) this.#setSignedOut();
    this.set({ status: "signed-in", identity });
    for (const { resume } of this.#waiting.splice(0)) resume();
  }

  #setSignedOut(): void {
    this.set({ status: "signed-out" });
    for (const { reject } of this.#waiting.splice(0)) reject(signedOut());
  }

  #waitForSignIn(): Promise<void> {
    if (this.current.status === "signed-out") return Promise.reject(signedOut());
    if (this.current.status === "signed-in") {
      this.set({ status: "expired", identity: this.current.identity });
    }
    return new Promise((resume, reject) => this.#waiting.push({ resume, reject }));
  }
}

function signedOut(): SignInError {
  return new SignInError("signed_out", "You are signed out.");
}
