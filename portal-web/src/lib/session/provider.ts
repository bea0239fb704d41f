import type { Chain } from "./wallets";

/** The sign-in provider. There is one adapter per provider; pages know only this interface. */
export interface SignInProvider {
  /** Whether this browser may have a session to restore; if not, pages need not wait for `restore`. */
  hasStoredSession(): boolean;
  /** The identity of the stored session, refreshed if needed. Rejects with SignInError. */
  restore(): Promise<Identity | null>;
  /** Called when the session changes by itself or in another tab; null: it has ended. */
  onChange(listener: (identity: Identity | null) => void): void;
  /** A token that is valid for at least some seconds. Null: the session has expired. */
  token(): Promise<string | null>;
  /** A new token in place of a rejected one. Null: the session has expired. */
  refresh(): Promise<string | null>;
  signOut(everywhere: boolean): Promise<void>;
}

/** The sign-in methods that the portal has its own forms for. Each rejects with SignInError. */
export interface SignInMethods {
  readonly kind: "methods";
  signIn(email: string, password: string): Promise<void>;
  /** Whether the user is signed in now; if not, the provider has e-mailed a link to confirm the address. */
  signUp(account: NewAccount): Promise<boolean>;
  /** E-mail a link that signs in and opens `next`. */
  sendLink(email: string, next: string): Promise<void>;
  sendPasswordReset(email: string): Promise<void>;
  signInWithWallet(chain: Chain): Promise<void>;
  changePassword(password: string): Promise<void>;
}

/** The provider's own forms, if the portal may not ask for a password itself. Each method rejects with SignInError. */
export interface ProviderForms {
  readonly kind: "forms";
  /** Mount a form into `element`; after it, the user is sent to `next`. Returns the function that unmounts it. */
  show(form: "sign-in" | "sign-up", element: HTMLElement, next: string): Promise<() => void>;
  /** Open the provider's page for e-mail address, password and second factor. */
  openProfile(): Promise<void>;
}

export interface NewAccount {
  email: string;
  password: string;
  /** Display name; may be empty. */
  name: string;
  /** The page that the confirmation link opens. */
  next: string;
}

export interface Identity {
  /** The provider's user id. */
  id: string;
  email: string | null;
}

/** Sign-in failed. The message is shown to the user. */
export class SignInError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
