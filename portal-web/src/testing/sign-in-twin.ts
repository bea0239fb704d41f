import {
  type Identity,
  type NewAccount,
  SignInError,
  type SignInMethods,
  type SignInProvider,
} from "@/lib/session";
import type { Chain } from "@/lib/session/wallets";

export const ADA: Identity = { id: "ada", email: "ada@example.com" };
export const PASSWORD = "correct horse battery";

/** A sign-in provider in memory: one account, tokens that count up, sessions that tests can end. */
export class SignInTwin implements SignInProvider, SignInMethods {
  readonly kind = "methods";
  #listener: (identity: Identity | null) => void = () => {};
  #identity: Identity | null;
  #count = 1;
  /** What was asked of it, for tests to look at. */
  readonly sentTo: string[] = [];
  leadsTo: string | null = null;
  isReachable = true;
  needsConfirmation = false;

  constructor(identity: Identity | null = ADA) {
    this.#identity = identity;
  }

  /** The session ends at the provider: no token, no refresh. */
  end(): void {
    this.#identity = null;
  }

  /** The provider says that the session has ended, as another tab's sign-out does. */
  tellEnd(): void {
    this.end();
    this.#listener(null);
  }

  remembers(): boolean {
    return this.#identity !== null;
  }

  async restore(): Promise<Identity | null> {
    return this.#identity;
  }

  onChange(listener: (identity: Identity | null) => void): void {
    this.#listener = listener;
  }

  async token(): Promise<string | null> {
    return this.#identity && `token-${this.#count}`;
  }

  async refresh(): Promise<string | null> {
    if (!this.isReachable) throw new SignInError("unreachable", "Sign-in cannot be reached right now.");
    if (this.#identity) this.#count += 1;
    return this.token();
  }

  async signOut(everywhere: boolean): Promise<void> {
    if (everywhere && !this.isReachable) {
      throw new SignInError("unreachable", "Sign-in cannot be reached right now.");
    }
    this.tellEnd();
  }

  async signIn(email: string, password: string): Promise<void> {
    if (password !== PASSWORD)
      throw new SignInError("invalid_credentials", "E-mail or password is not right.");
    this.signInAs({ ...ADA, email });
  }

  signInAs(identity: Identity): void {
    this.#count += 1;
    this.#identity = identity;
    this.#listener(identity);
  }

  async signUp({ email, password, next }: NewAccount): Promise<boolean> {
    this.leadsTo = next;
    if (this.needsConfirmation) return false;
    await this.signIn(email, password);
    return true;
  }

  async sendLink(email: string): Promise<void> {
    this.sentTo.push(email);
  }

  async sendPasswordReset(email: string): Promise<void> {
    this.sentTo.push(email);
  }

  async signInWithWallet(chain: Chain): Promise<void> {
    if (chain === "solana") throw new SignInError("wallet_refused", "The wallet did not sign.");
    await this.signIn(ADA.email ?? "", PASSWORD);
  }

  async changePassword(): Promise<void> {}
}
