import {
  type Identity,
  type NewAccount,
  SignInError,
  type SignInMethods,
  type SignInProvider,
} from "@/lib/session/provider";
import type { Chain } from "@/lib/session/wallets";

export const ADA: Identity = { id: "ada", email: "ada@example.com" };
export const PASSWORD = "correct horse battery";

/** In-memory sign-in provider with one account, numbered tokens, and sessions that tests can expire. */
export class FakeSignIn implements SignInProvider, SignInMethods {
  readonly kind = "methods";
  #listener: (identity: Identity | null) => void = () => {};
  #identity: Identity | null;
  #tokenNumber = 1;
  /** The addresses that e-mail links were sent to. */
  readonly sentTo: string[] = [];
  /** Where the confirmation link of the last sign-up leads. */
  confirmationNext: string | null = null;
  isReachable = true;
  needsConfirmation = false;

  constructor(identity: Identity | null = ADA) {
    this.#identity = identity;
  }

  /** End the session at the provider: no token, no refresh. */
  expire(): void {
    this.#identity = null;
  }

  /** End the session and notify the listener, like a sign-out in another tab. */
  expireAndNotify(): void {
    this.expire();
    this.#listener(null);
  }

  hasStoredSession(): boolean {
    return this.#identity !== null;
  }

  async restore(): Promise<Identity | null> {
    return this.#identity;
  }

  onChange(listener: (identity: Identity | null) => void): void {
    this.#listener = listener;
  }

  async token(): Promise<string | null> {
    return this.#identity && `token-${this.#tokenNumber}`;
  }

  async refresh(): Promise<string | null> {
    if (!this.isReachable) throw unreachable();
    if (this.#identity) this.#tokenNumber += 1;
    return this.token();
  }

  async signOut(everywhere: boolean): Promise<void> {
    if (everywhere && !this.isReachable) throw unreachable();
    this.expireAndNotify();
  }

  async signIn(email: string, password: string): Promise<void> {
    if (password !== PASSWORD)
      throw new SignInError("invalid_credentials", "E-mail or password is incorrect.");
    this.signInAs({ ...ADA, email });
  }

  signInAs(identity: Identity): void {
    this.#tokenNumber += 1;
    this.#identity = identity;
    this.#listener(identity);
  }

  async signUp({ email, password, next }: NewAccount): Promise<boolean> {
    this.confirmationNext = next;
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

function unreachable(): SignInError {
  return new SignInError("unreachable", "The sign-in service cannot be reached.");
}
