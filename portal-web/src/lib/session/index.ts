import { Store } from "../store";
import type { Chain } from "./wallets";

/** Who signs people in. One adapter for each provider; the pages know only this. */
export interface SignInProvider {
  /** Whether there may be a session to restore; if not, nobody has to wait for it. */
  remembers(): boolean;
  /** What the browser remembers, refreshed if it has to be. Rejects with SignInError where that fails. */
  restore(): Promise<Identity | null>;
  /** Called when the session changes by itself or in another tab; null: it has ended. */
  onChange(listener: (identity: Identity | null) => void): void;
  /** A token good for at least some seconds. Null: the session has ended. */
  token(): Promise<string | null>;
  /** A new token in place of one that was refused. Null: the session has ended. */
  refresh(): Promise<string | null>;
  signOut(everywhere: boolean): Promise<void>;
}

/** The ways of signing in that the portal has forms for; each rejects with SignInError. */
export interface SignInMethods {
  readonly kind: "methods";
  signIn(email: string, password: string): Promise<void>;
  /** Whether the person is signed in now; else the provider e-mails a link to confirm the address first. */
  signUp(account: NewAccount): Promise<boolean>;
  /** E-mails a link that signs in and leads to `next`. */
  sendLink(email: string, next: string): Promise<void>;
  sendPasswordReset(email: string): Promise<void>;
  signInWithWallet(chain: Chain): Promise<void>;
  changePassword(password: string): Promise<void>;
}

/** Forms of the provider's own, for those that let nobody else ask for a password. Each rejects with SignInError. */
export interface ProviderForms {
  readonly kind: "forms";
  /** Put a form into `element`; whoever is through with it is led to `next`. Returns what takes it away again. */
  show(form: "sign-in" | "sign-up", element: HTMLElement, next: string): Promise<() => void>;
  /** Opens where people change address, password and second factor. */
  openProfile(): Promise<void>;
}

export interface NewAccount {
  email: string;
  password: string;
  /** What they want to be called; may be empty. */
  name: string;
  /** The page that a confirmation of the address leads to. */
  next: string;
}

export interface Identity {
  /** The provider's id of the person. */
  id: string;
  email: string | null;
}

/** The provider said no. The message is for people. */
export class SignInError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * `ended`: was signed in and no longer is, without having asked for it. Pages stay as they are, with what was
 * typed in them, until the person has signed in again or leaves.
 */
export type SessionState =
  | { status: "unknown" }
  | { status: "signed-out" }
  | { status: "signed-in" | "ended"; identity: Identity };

export class SessionKeeper extends Store<SessionState> {
  readonly #provider: SignInProvider;
  #leaving = false;
  #waiting: { resume: () => void; abandon: (reason: Error) => void }[] = [];

  constructor(provider: SignInProvider) {
    super({ status: provider.remembers() ? "unknown" : "signed-out" });
    this.#provider = provider;
    provider.onChange((identity) => this.#changed(identity));
  }

  async restore(): Promise<void> {
    if (this.current.status !== "unknown") return;
    const identity = await this.#provider.restore().catch(() => null);
    if (this.current.status === "unknown") this.#changed(identity);
  }

  /** A token for a call. Waits for the person where the session has ended; rejects if they leave instead. */
  async token(): Promise<string> {
    for (;;) {
      if (this.current.status === "signed-out") throw signedOut();
      const token = this.current.status === "ended" ? null : await this.#provider.token();
      if (token !== null) return token;
      await this.#signedInAgain();
    }
  }

  /** A token in place of `refused`. */
  async renewed(refused: string): Promise<string> {
    const current = await this.#provider.token();
    if (current !== null && current !== refused) return current;
    const fresh = await this.#provider.refresh();
    if (fresh !== null) return fresh;
    await this.#signedInAgain();
    return this.token();
  }

  /** Rejects where the provider would still know the session, or other devices theirs: then nothing has changed. */
  async signOut(everywhere = false): Promise<void> {
    this.#leaving = true;
    try {
      await this.#provider.signOut(everywhere);
    } finally {
      this.#leaving = false;
    }
    this.#leave();
  }

  #changed(identity: Identity | null): void {
    const before = this.current;
    if (identity === null) {
      if (this.#leaving || before.status === "unknown") this.#leave();
      else if (before.status === "signed-in") this.set({ status: "ended", identity: before.identity });
      return;
    }
    const isSame = "identity" in before && before.identity.id === identity.id;
    if (before.status === "signed-in" && isSame) return;
    // Somebody else: the calls of who was here are not theirs, nor what was kept for them.
    if ("identity" in before && !isSame) this.#leave();
    this.set({ status: "signed-in", identity });
    for (const { resume } of this.#waiting.splice(0)) resume();
  }

  #leave(): void {
    this.set({ status: "signed-out" });
    for (const { abandon } of this.#waiting.splice(0)) abandon(signedOut());
  }

  #signedInAgain(): Promise<void> {
    if (this.current.status === "signed-out") return Promise.reject(signedOut());
    if (this.current.status === "signed-in") {
      this.set({ status: "ended", identity: this.current.identity });
    }
    return new Promise((resume, abandon) => this.#waiting.push({ resume, abandon }));
  }
}

function signedOut(): SignInError {
  return new SignInError("signed_out", "You are signed out.");
}
