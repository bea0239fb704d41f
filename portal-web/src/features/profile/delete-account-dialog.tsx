import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate } from "react-router";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions } from "@/components/ui/dialog";
import { Field, Input } from "@/components/ui/field";
import { ErrorNote } from "@/components/ui/states";
import { ok } from "@/lib/api/client";
import type { Me } from "@/lib/api/queries";
import { PATHS } from "@/lib/paths";
import { usePortal } from "@/lib/portal";
import type { Goodbye } from "./goodbye-page";

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
      description="At once and for ever. Nobody can bring it back, support included."
    >
      {open && <Confirmation {...rest} />}
    </Dialog>
  );
}

function Confirmation({ me, onClose }: Omit<DeleteAccountDialogProps, "open">) {
  const { api, session } = usePortal();
  const navigate = useNavigate();
  const [typed, setTyped] = useState("");
  const wanted = me.user.email ?? "delete";
  const isSure = typed.trim().toLowerCase() === wanted.toLowerCase();
  const erase = useMutation({
    mutationFn: async () => {
      // First what is shown then: it signs out, and must not fail to come.
      await import("./goodbye-page");
      return ok(api.DELETE("/portal/account"));
    },
    onSuccess: (erased) => {
      // That page signs out: those of an account lead to the sign-in once nobody is signed in.
      const identity = "identity" in session.current ? session.current.identity.id : null;
      const state: Goodbye = { erased, identity };
      return navigate(PATHS.goodbye, { replace: true, state });
    },
  });
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (isSure && !erase.isPending) erase.mutate();
      }}
    >
      {erase.isError && <ErrorNote error={erase.error} />}
      <ul className="grid list-disc gap-1.5 pl-4.5 text-ink-2 marker:text-ink-3">
        <li>Your name, address and sign-in are erased, and the logs of your requests.</li>
        <li>
          Organisations without another member are closed, your own among them. Their API keys stop working.
        </li>
        <li>In other teams, keys you made keep working: they are the team's.</li>
        <li>Usage and billing entries stay, under a number that names nobody.</li>
      </ul>
      <Field
        label={me.user.email ? "Your e-mail address, to confirm" : "The word “delete”, to confirm"}
        hint={<span className="break-all">{wanted}</span>}
      >
        {({ "aria-invalid": _, ...given }) => (
          <Input
            {...given}
            autoFocus
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </Field>
      <DialogActions>
        <Button onClick={onClose}>Keep my account</Button>
        <Button type="submit" look="danger" disabled={!isSure} busy={erase.isPending}>
          Delete account
        </Button>
      </DialogActions>
    </form>
  );
}
