import { useEffect } from "react";
import { Link, Navigate, useLocation } from "react-router";
import { Logo } from "@/components/logo";
import { Button } from "@/components/ui/controls/button";
import type { ErasedAccount } from "@/lib/api/queries";
import { PATHS } from "@/lib/paths";
import { usePortal } from "@/lib/portal";
import { useStore } from "@/lib/state/store";

/** The state of the history entry. */
export interface AccountDeletedState {
  result: ErasedAccount;
  /** The id of the deleted user. */
  userId: string | null;
}

/** The confirmation after a user has deleted their account. It also signs them out. */
export function AccountDeletedPage() {
  const { session } = usePortal();
  const deleted = useLocation().state as AccountDeletedState | null;
  const state = useStore(session);
  // Another user who has signed in since, and comes back to this page, stays signed in.
  const isDeletedUser = "identity" in state && state.identity.id === deleted?.userId;
  useEffect(() => {
    if (isDeletedUser) session.signOut().catch(() => {});
  }, [session, isDeletedUser]);
  if (!deleted) return <Navigate to={PATHS.signIn} replace />;
  const { closed_organizations: closed, revoked_keys: keys, sign_in_deleted } = deleted.result;
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-[25rem] flex-col justify-center px-5 py-12">
      <title>Account deleted · Cortensor Portal</title>
      <Logo />
      <h1 className="mt-8 font-semibold text-2xl">Your account is deleted</h1>
      <p className="mt-2 text-pretty text-ink-2 text-md">
        {closed.length === 1 ? "One organisation was" : `${closed.length} organisations were`} closed and{" "}
        {keys === 1 ? "one API key was" : `${keys} API keys were`} revoked.
        {!sign_in_deleted && " Your sign-in is managed by the sign-in provider: delete it there as well."}
      </p>
      <p className="mt-2 text-ink-2 text-md">Thank you for using Cortensor Portal.</p>
      <Button asChild size="large" className="mt-7 self-start">
        <Link to={PATHS.docs}>Read the documentation</Link>
      </Button>
    </main>
  );
}
