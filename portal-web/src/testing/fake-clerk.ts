import type { Clerk, ClerkSession, ClerkUser } from "@/lib/session/clerk/sign-in";

export const GRACE: ClerkUser = {
  id: "user_grace",
  primaryEmailAddress: { emailAddress: "grace@example.com" },
  getSessions: async () => [],
};

/** In-memory fake of the part of Clerk's browser API that the portal uses. Tokens are numbered; forms are plain text. */
export class FakeClerk implements Clerk {
  user: ClerkUser | null;
  session: ClerkSession | null = null;
  readonly #listeners = new Set<(state: { user?: ClerkUser | null }) => void>();
  #tokenNumber = 1;
  /** Thrown by token requests and sign-out. */
  error: Error | null = null;
  /** The props of the mounted form. */
  mounted: { forceRedirectUrl: string; signUpUrl: string } | null = null;
  isProfileOpen = false;

  constructor(user: ClerkUser | null = GRACE) {
    this.user = user;
    this.session = user && this.#session();
  }

  async load(): Promise<void> {}

  /** Sign in as `user`, here or in another tab; null ends the session. */
  become(user: ClerkUser | null): void {
    this.user = user;
    this.session = user && this.#session();
    for (const listener of this.#listeners) listener({});
    for (const listener of this.#listeners) listener({ user });
  }

  addListener(listener: (state: { user?: ClerkUser | null }) => void): () => void {
    this.#listeners.add(listener);
    listener({ user: this.user });
    return () => this.#listeners.delete(listener);
  }

  async signOut(done: () => void): Promise<void> {
    if (this.error) throw this.error;
    this.become(null);
    done();
  }

  mountSignIn(element: HTMLElement, props: { forceRedirectUrl: string; signUpUrl: string }): void {
    element.textContent = "Clerk's sign-in";
    this.mounted = props;
  }

  unmountSignIn(element: HTMLElement): void {
    element.textContent = "";
    this.mounted = null;
  }

  mountSignUp(element: HTMLElement, props: { forceRedirectUrl: string; signUpUrl: string }): void {
    element.textContent = "Clerk's sign-up";
    this.mounted = props;
  }

  unmountSignUp(element: HTMLElement): void {
    this.unmountSignIn(element);
  }

  openUserProfile(): void {
    this.isProfileOpen = true;
  }

  #session(): ClerkSession {
    return {
      id: "sess_1",
      getToken: async (options) => {
        if (this.error) throw this.error;
        if (options?.skipCache) this.#tokenNumber += 1;
        return `clerk-token-${this.#tokenNumber}`;
      },
    };
  }
}
