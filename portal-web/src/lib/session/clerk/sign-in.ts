import { PATHS, withNext } from "../../paths";
import { type Identity, type ProviderForms, SignInError, type SignInProvider } from "../provider";

/** The part of Clerk's browser API that the portal uses. */
export interface Clerk {
  load(options: { signInUrl: string; signUpUrl: string }): Promise<void>;
  user?: ClerkUser | null;
  session?: ClerkSession | null;
  addListener(listener: (state: { user?: ClerkUser | null }) => void): () => void;
  /** With a callback, Clerk does not redirect. */
  signOut(done: () => void): Promise<void>;
  mountSignIn(element: HTMLElement, props: ClerkFormProps): void;
  unmountSignIn(element: HTMLElement): void;
  mountSignUp(element: HTMLElement, props: ClerkFormProps): void;
  unmountSignUp(element: HTMLElement): void;
  openUserProfile(): void;
}

export interface ClerkUser {
  id: string;
  primaryEmailAddress: { emailAddress: string } | null;
  getSessions(): Promise<{ id: string; revoke(): Promise<unknown> }[]>;
}

export interface ClerkSession {
  id: string;
  getToken(options?: { skipCache?: boolean }): Promise<string | null>;
}

interface ClerkFormProps {
  routing: "hash";
  forceRedirectUrl: string;
  signInUrl: string;
  signUpUrl: string;
}

/** Sign-in with Clerk, whose script is loaded on first use. Clerk stores the session in its own cookies. */
export class ClerkSignIn implements SignInProvider, ProviderForms {
  readonly kind = "forms";
  readonly #load: () => Promise<Clerk>;
  #loading: Promise<Clerk> | null = null;
  #listener: (identity: Identity | null) => void = () => {};

  constructor(load: () => Promise<Clerk>) {
    this.#load = load;
  }

  hasStoredSession(): boolean {
    // The time of the last sign-in; 0 if signed out.
    return /(?:^|; )__client_uat\w*=[1-9]/.test(document.cookie);
  }

  onChange(listener: (identity: Identity | null) => void): void {
    this.#listener = listener;
  }

  async restore(): Promise<Identity | null> {
    return identityOf((await this.#clerk()).user);
  }

  token(): Promise<string | null> {
    return this.#token({});
  }

  refresh(): Promise<string | null> {
    return this.#token({ skipCache: true });
  }

  async signOut(everywhere: boolean): Promise<void> {
    const clerk = await this.#clerk();
    try {
      if (everywhere) await revokeOtherSessions(clerk);
      await clerk.signOut(() => {});
    } catch {
      throw clerkUnreachable();
    }
  }

  async show(form: "sign-in" | "sign-up", element: HTMLElement, next: string): Promise<() => void> {
    const clerk = await this.#clerk();
    const props: ClerkFormProps = {
      routing: "hash",
      forceRedirectUrl: next,
      signInUrl: withNext(PATHS.signIn, next),
      signUpUrl: withNext(PATHS.signUp, next),
    };
    if (form === "sign-in") {
      clerk.mountSignIn(element, props);
      return () => clerk.unmountSignIn(element);
    }
    clerk.mountSignUp(element, props);
    return () => clerk.unmountSignUp(element);
  }

  async openProfile(): Promise<void> {
    (await this.#clerk()).openUserProfile();
  }

  async #token(options: { skipCache?: boolean }): Promise<string | null> {
    const { session } = await this.#clerk();
    try {
      return (await session?.getToken(options)) ?? null;
    } catch (error) {
      if (isSessionGone(error)) return null;
      throw clerkUnreachable();
    }
  }

  /** Load Clerk once; after a failure the next call tries again. */
  #clerk(): Promise<Clerk> {
    this.#loading ??= this.#load().then(
      (clerk) => {
        clerk.addListener(({ user }) => {
          // Undefined while Clerk switches sessions.
          if (user !== undefined) this.#listener(identityOf(user));
        });
        return clerk;
      },
      () => {
        this.#loading = null;
        throw clerkUnreachable();
      },
    );
    return this.#loading;
  }
}

async function revokeOtherSessions({ user, session }: Clerk): Promise<void> {
  const sessions = (await user?.getSessions()) ?? [];
  await Promise.all(sessions.filter(({ id }) => id !== session?.id).map((other) => other.revoke()));
}

function identityOf(user: ClerkUser | null | undefined): Identity | null {
  return user ? { id: user.id, email: user.primaryEmailAddress?.emailAddress ?? null } : null;
}

/** Whether Clerk has ended the session, as opposed to being unreachable. */
function isSessionGone(error: unknown): boolean {
  const status = error instanceof Error && "status" in error ? error.status : undefined;
  return status === 401 || status === 404;
}

function clerkUnreachable(): SignInError {
  return new SignInError("unreachable", "The sign-in service cannot be reached. Try again in a moment.");
}
