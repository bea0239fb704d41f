import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ErrorNote } from "@/components/ui/states";
import type { SignInMethod } from "@/lib/config";
import { type Chain, hasWallet } from "@/lib/session/wallets";
import { useSignInMethods } from "@/lib/use-sign-in-methods";

export type MailWay = "password" | "magic_link";

const MAIL_WAYS: readonly [MailWay, string][] = [
  ["password", "Use a password"],
  ["magic_link", "Use a link by e-mail"],
];
const WALLETS: readonly [Chain, string][] = [
  ["ethereum", "Use an Ethereum wallet"],
  ["solana", "Use a Solana wallet"],
];

/** What else is switched on, and can be done in this browser. */
export function OtherWays({
  methods,
  way,
  choose,
}: {
  methods: readonly SignInMethod[];
  /** The one whose form is shown. */
  way: string | null;
  choose: (way: MailWay) => void;
}) {
  const signIn = useSignInMethods();
  const [fault, setFault] = useState<unknown>(null);
  const [connecting, setConnecting] = useState<Chain | null>(null);
  const others = MAIL_WAYS.filter(([name]) => methods.includes(name) && name !== way);
  const wallets = WALLETS.filter(([chain]) => methods.includes(chain) && hasWallet(chain));
  if (others.length === 0 && wallets.length === 0) return null;
  const connect = (chain: Chain) => {
    setFault(null);
    setConnecting(chain);
    signIn
      .signInWithWallet(chain)
      .catch(setFault)
      .finally(() => setConnecting(null));
  };
  return (
    <div className="mt-6 grid gap-3 border-line border-t pt-6">
      {fault !== null && <ErrorNote error={fault} />}
      {others.map(([name, words]) => (
        <Button key={name} size="large" onClick={() => choose(name)}>
          {words}
        </Button>
      ))}
      {wallets.map(([chain, words]) => (
        <Button key={chain} size="large" busy={connecting === chain} onClick={() => connect(chain)}>
          {words}
        </Button>
      ))}
    </div>
  );
}
