import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate } from "react-router";
import { Button } from "@/components/ui/controls/button";
import { Field, Input } from "@/components/ui/controls/field";
import { ErrorMessage } from "@/components/ui/feedback/error-state";
import { Dialog, DialogActions } from "@/components/ui/overlays/dialog";
import { ApiError } from "@/lib/api/api-error";
import { ok } from "@/lib/api/client";
import type { Me } from "@/lib/api/queries";
import { PATHS } from "@/lib/paths";
import { usePortal } from "@/lib/portal";
import type { AccountDeletedState } from "./account-deleted-page";

interface DeleteAccountDialogProps {
  me: Me;
  open: boolean;
  onClose: () => void;
}

export function DeleteAccountDialog({ open, ...rest }: DeleteAccountDialogProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={(isOpen) => isOpen || rest.onClose()}
      title="Delete your account?"
      description="This takes effect immediately and cannot be undone, not even by support."
    >
      {open && <DeleteAccountConfirmation {...rest} />}
    </Dialog>
  );
}

function DeleteAccountConfirmation({ me, onClose }: Omit<DeleteAccountDialogProps, "open">) {
  const { api, config, session, signIn } = usePortal();
  const navigate = useNavigate();
  const [typed, setTyped] = useState("");
  const [password, setPassword] = useState("");
  const expected = me.user.email ?? "delete";
  const isConfirmed = typed.trim().toLowerCase() === expected.toLowerCase();
  // The API wants a recent sign-in. Who has a password signs in right here; others leave and come back.
  const methods =
    signIn.kind === "methods" && me.user.email && config.auth.methods.includes("password") ? signIn : null;
  const deletion = useMutation({
    mutationFn: async () => {
      // Load the confirmation page first: it signs the user out, so it must not fail to load afterwards.
      await import("./account-deleted-page");
      if (methods && password) await methods.signIn(expected, password);
      return ok(api.DELETE("/portal/account"));
    },
    onSuccess: (result) => {
      // The sign-out is left to that page: this one would redirect to the sign-in page.
      const userId = "identity" in session.current ? session.current.identity.id : null;
      const state: AccountDeletedState = { result, userId };
      return navigate(PATHS.accountDeleted, { replace: true, state });
    },
  });
  if (isSignInTooOld(deletion.error)) return <SignInAgain onClose={onClose} />;
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (isConfirmed && !deletion.isPending) deletion.mutate();
      }}
    >
      {deletion.isError && <ErrorMessage error={deletion.error} />}
      <ul className="grid list-disc gap-1.5 pl-4.5 text-ink-2 marker:text-ink-3">
        <li>Your name, e-mail address, sign-in and request logs are deleted.</li>
        <li>
          Organisations without other members are closed, including your personal one. Their API keys stop
          working.
        </li>
        <li>
          In other teams, API keys you created keep working, since they belong to the team. If you want to
          revoke them, leave the team first.
        </li>
        <li>Usage and billing entries are kept under an anonymous ID.</li>
      </ul>
      <Field
        label={me.user.email ? "Enter your e-mail address to confirm" : "Enter “delete” to confirm"}
        hint={<span className="break-all">{expected}</span>}
      >
        {({ "aria-invalid": _, ...control }) => (
          <Input
            {...control}
            autoFocus
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </Field>
      {methods && (
        <Field
          label="Your password, to sign in again"
          hint="Leave it empty if you sign in without a password, and did so within the last 10 minutes."
        >
          {(control) => (
            <Input
              type="password"
              autoComplete="current-password"
              {...control}
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
        </Field>
      )}
      <DialogActions>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="danger" disabled={!isConfirmed} busy={deletion.isPending}>
          Delete account
        </Button>
      </DialogActions>
    </form>
  );
}

function isSignInTooOld(error: unknown): boolean {
  return error instanceof ApiError && error.code === "recent_sign_in_required";
}

/** Signs the user out. The layout then asks them to sign in and returns to the profile, where they start over. */
function SignInAgain({ onClose }: { onClose: () => void }) {
  const { session } = usePortal();
  const signOut = useMutation({ mutationFn: () => session.signOut() });
  return (
    <div className="grid gap-4">
      {signOut.isError && <ErrorMessage error={signOut.error} />}
      <p role="status" className="text-ink-2">
        You signed in more than 10 minutes ago. Sign in again, so that nobody else can delete your account,
        and then delete it on this page.
      </p>
      <DialogActions>
        <Button onClick={onClose}>Cancel</Button>
        <Button autoFocus variant="primary" busy={signOut.isPending} onClick={() => signOut.mutate()}>
          Sign in again
        </Button>
      </DialogActions>
    </div>
  );
}
