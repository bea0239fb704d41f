import type { Clerk, ClerkSession, ClerkUser } from "@/lib/session/clerk";

export const GRACE: ClerkUser = {
  id: "user_grace",
  primaryEmailAddress: { emailAddress: "grace@example.com" },
  getSessions: async () => [],
};

/** Clerk's browser API in memory, as far as the portal uses it: tokens count up, forms are words in the page. */
export class ClerkTwin implements Clerk {
  user: ClerkUser | null;
  session: ClerkSession | null = null;
  readonly #listeners = new Set<(state: { user?: ClerkUser | null }) => void>();
  #count = 1;
  /** What is thrown when a token is asked for. */
  fault: Error | null = null;
  /** The props of the form that is shown. */
  shown: { forceRedirectUrl: string; signUpUrl: string } | null = null;
  isProfileOpen = false;

  constructor(user: ClerkUser | null = GRACE) {
    this.user = user;
    this.session = user && this.#session();
  }

  async load(): Promise<void> {}

  /** Somebody gets through the form, here or in another tab; null: the session ends. */
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
    if (this.fault) throw this.fault;
    this.become(null);
    done();
  }

  mountSignIn(element: HTMLElement, props: { forceRedirectUrl: string; signUpUrl: string }): void {
    element.textContent = "Clerk's sign-in";
    this.shown = props;
  }

  unmountSignIn(element: HTMLElement): void {
    element.textContent = "";
    this.shown = null;
  }

  mountSignUp(element: HTMLElement, props: { forceRedirectUrl: string; signUpUrl: string }): void {
    element.textContent = "Clerk's sign-up";
    this.shown = props;
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
        if (this.fault) throw this.fault;
        if (options?.skipCache) this.#count += 1;
        return `clerk-token-${this.#count}`;
      },
    };
  }
}
