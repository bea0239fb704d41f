import { Store } from "./store";

/**
 * The API key that the playground uses: just created, or pasted. It is held in memory only, never in storage,
 * the address or the document, and is gone after a reload or a sign-out.
 */
export class PlaygroundKey extends Store<{ secret: string; masked: string } | null> {
  constructor() {
    super(null);
  }

  hold(secret: string): void {
    this.set({ secret, masked: maskKey(secret) });
  }

  clear(): void {
    this.set(null);
  }
}

/** `ctx_4fQz…9aLm`, the same form as in the key list. */
export function maskKey(secret: string): string {
  return secret.length < 16 ? "•".repeat(8) : `${secret.slice(0, 8)}…${secret.slice(-4)}`;
}
