import { useEffect } from "react";
import { Link, Navigate, useLocation } from "react-router";
import { Logo } from "@/components/logo";
import { Button } from "@/components/ui/button";
import type { ErasedAccount } from "@/lib/api/queries";
import { PATHS } from "@/lib/paths";
import { usePortal } from "@/lib/portal";
import { useStore } from "@/lib/store";

/** What the page is told in the history's state. */
export interface Goodbye {
  erased: ErasedAccount;
  /** Who was signed in when they deleted it. */
  identity: string | null;
}

/** What somebody sees who has just deleted their account, and is signed out by it; nobody else does. */
export function GoodbyePage() {
  const { session } = usePortal();
  const goodbye = useLocation().state as Goodbye | null;
  const now = useStore(session);
  // Whoever comes back to this page and has signed in as somebody else stays.
  const isStillIn = "identity" in now && now.identity.id === goodbye?.identity;
  useEffect(() => {
    if (isStillIn) session.signOut().catch(() => {});
  }, [session, isStillIn]);
  if (!goodbye) return <Navigate to={PATHS.signIn} replace />;
  const { erased } = goodbye;
  const { closed_organizations: closed, revoked_keys: keys } = erased;
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-[25rem] flex-col justify-center px-5 py-12">
      <title>Goodbye · Cortensor Portal</title>
      <Logo />
      <h1 className="mt-8 font-semibold text-2xl">Your account is deleted</h1>
      <p className="mt-2 text-pretty text-ink-2 text-md">
        {closed.length === 1 ? "One organisation is" : `${closed.length} organisations are`} closed and{" "}
        {keys === 1 ? "one API key is" : `${keys} API keys are`} revoked.
        {!erased.sign_in_deleted && " Your sign-in itself is the sign-in service's: delete it there too."}
      </p>
      <p className="mt-2 text-ink-2 text-md">Thank you for having been here.</p>
      <Button asChild size="large" className="mt-7 self-start">
        <Link to={PATHS.docs}>Read the documentation</Link>
      </Button>
    </main>
  );
}
