export type Chain = "ethereum" | "solana";

/** Whether this browser has a wallet for the chain; wallets define a global on `window`. */
export function hasWallet(chain: Chain): boolean {
  const { ethereum, solana } = window as unknown as Partial<Record<Chain, Record<string, unknown>>>;
  if (chain === "ethereum") return typeof ethereum?.request === "function";
  return typeof solana?.signIn === "function" || typeof solana?.signMessage === "function";
}
