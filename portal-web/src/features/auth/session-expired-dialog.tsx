import { lazy, Suspense } from "react";
import { Button } from "@/components/ui/controls/button";
import { Dialog } from "@/components/ui/overlays/dialog";
import { usePortal } from "@/lib/portal";
import { useStore } from "@/lib/state/store";

const PasswordForm = lazy(async () => ({ default: (await import("./password-form")).PasswordForm }));

/**
 * Shown over the page when the session has expired. After signing in here or in another tab, the user continues
 * where they left off: input is kept, and pending calls are sent.
 */
export function SessionExpiredDialog() {
  const { config, session } = usePortal();
  const state = useStore(session);
  const identity = state.status === "expired" ? state.identity : null;
  const byPassword = config.auth.methods.includes("password") && identity?.email;
  return (
    <Dialog
      open={identity !== null}
      onOpenChange={() => {}}
      dismissible={false}
      title="Your session has expired"
      description={
        byPassword
          ? "Sign in again to continue where you left off. Nothing you typed is lost."
          : "Sign in again in another tab to continue where you left off. Nothing you typed is lost."
      }
    >
      {byPassword && (
        <Suspense fallback={<div className="h-56" />}>
          <PasswordForm email={identity?.email ?? ""} />
        </Suspense>
      )}
      <div className="mt-4 grid gap-2">
        {!byPassword && (
          <Button asChild variant="primary" size="large">
            <a href="/sign-in" target="_blank" rel="noreferrer">
              Open sign-in in a new tab
            </a>
          </Button>
        )}
        <Button variant="ghost" onClick={() => void session.signOut().catch(() => {})}>
          Sign out instead
        </Button>
      </div>
    </Dialog>
  );
}
