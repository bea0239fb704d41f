import { useState } from "react";
import { Button } from "@/components/ui/controls/button";
import { ErrorMessage } from "@/components/ui/feedback/error-state";
import type { SignInMethod } from "@/lib/config";
import { useSignInMethods } from "@/lib/session/use-sign-in-methods";
import { type Chain, hasWallet } from "@/lib/session/wallets";

export type EmailMethod = "password" | "magic_link";

const EMAIL_METHODS: readonly [EmailMethod, string][] = [
  ["password", "Use a password"],
  ["magic_link", "Use an e-mail link"],
];
const WALLETS: readonly [Chain, string][] = [
  ["ethereum", "Use an Ethereum wallet"],
  ["solana", "Use a Solana wallet"],
];

/** The other enabled sign-in methods that this browser supports. */
export function OtherSignInMethods({
  methods,
  current,
  onSelect,
}: {
  methods: readonly SignInMethod[];
  /** The method whose form is shown. */
  current: string | null;
  onSelect: (method: EmailMethod) => void;
}) {
  const signIn = useSignInMethods();
  const [error, setError] = useState<unknown>(null);
  const [connecting, setConnecting] = useState<Chain | null>(null);
  const emailMethods = EMAIL_METHODS.filter(([name]) => methods.includes(name) && name !== current);
  const wallets = WALLETS.filter(([chain]) => methods.includes(chain) && hasWallet(chain));
  if (emailMethods.length === 0 && wallets.length === 0) return null;
  const connect = (chain: Chain) => {
    setError(null);
    setConnecting(chain);
    signIn
      .signInWithWallet(chain)
      .catch(setError)
      .finally(() => setConnecting(null));
  };
  return (
    <div className="mt-6 grid gap-3 border-line border-t pt-6">
      {error !== null && <ErrorMessage error={error} />}
      {emailMethods.map(([name, label]) => (
        <Button key={name} size="large" onClick={() => onSelect(name)}>
          {label}
        </Button>
      ))}
      {wallets.map(([chain, label]) => (
        <Button key={chain} size="large" busy={connecting === chain} onClick={() => connect(chain)}>
          {label}
        </Button>
      ))}
    </div>
  );
}
