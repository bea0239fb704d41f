import { Store } from "./store";

/**
 * The one API key the playground may use: just created, or pasted. It lives in this page's memory only, never
 * in storage, in the address or in the document, and is gone with a reload or a sign-out.
 */
export class KeyInHand extends Store<{ secret: string; masked: string } | null> {
  constructor() {
    super(null);
  }

  take(secret: string): void {
    this.set({ secret, masked: masked(secret) });
  }

  forget(): void {
    this.set(null);
  }
}

/** `ctx_4fQz…9aLm`, as the key list shows it. */
export function masked(secret: string): string {
  return secret.length < 16 ? "•".repeat(8) : `${secret.slice(0, 8)}…${secret.slice(-4)}`;
}
