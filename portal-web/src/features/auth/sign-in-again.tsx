import { lazy, Suspense } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { usePortal } from "@/lib/portal";
import { useStore } from "@/lib/store";

const PasswordForm = lazy(async () => ({ default: (await import("./password-form")).PasswordForm }));

/**
 * Over the page whose session has ended: signing in here, or in another tab, goes on exactly where one was,
 * with everything that was typed and every call that was under way.
 */
export function SignInAgain() {
  const { config, session } = usePortal();
  const state = useStore(session);
  const identity = state.status === "ended" ? state.identity : null;
  const byPassword = config.auth.methods.includes("password") && identity?.email;
  return (
    <Dialog
      open={identity !== null}
      onOpenChange={() => {}}
      insistent
      title="Your session has ended"
      description={
        byPassword
          ? "Sign in again to go on where you were. Nothing you typed is lost."
          : "Sign in again in another tab to go on where you were. Nothing you typed is lost."
      }
    >
      {byPassword && (
        <Suspense fallback={<div className="h-56" />}>
          <PasswordForm email={identity?.email ?? ""} />
        </Suspense>
      )}
      <div className="mt-4 grid gap-2">
        {!byPassword && (
          <Button asChild look="primary" size="large">
            <a href="/sign-in" target="_blank" rel="noreferrer">
              Sign in in another tab
            </a>
          </Button>
        )}
        <Button look="quiet" onClick={() => void session.signOut().catch(() => {})}>
          Sign out instead
        </Button>
      </div>
    </Dialog>
  );
}
