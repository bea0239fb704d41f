import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/controls/button";
import { ErrorMessage } from "@/components/ui/feedback/error-state";
import { useToast } from "@/components/ui/feedback/toasts";
import { Dialog, DialogActions } from "@/components/ui/overlays/dialog";
import { ok } from "@/lib/api/client";
import { keysQuery, type Member, membersQuery, type Organization } from "@/lib/api/queries";
import { usePortal } from "@/lib/portal";
import { memberName } from "./member-name";

interface RemoveMemberDialogProps {
  organization: Organization;
  member: Member;
  /** Whether users remove themselves, that is, leave. */
  isSelf: boolean;
  onClose: () => void;
}

export function RemoveMemberDialog(props: RemoveMemberDialogProps) {
  const { organization, member, isSelf, onClose } = props;
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title={isSelf ? `Leave ${organization.name}?` : `Remove ${memberName(member)}?`}
      description={
        isSelf
          ? "You lose access to its keys and usage. To rejoin, you need a new invitation."
          : `They lose access to ${organization.name} immediately.`
      }
    >
      <RemoveMemberConfirmation {...props} />
    </Dialog>
  );
}

function RemoveMemberConfirmation({ organization, member, isSelf, onClose }: RemoveMemberDialogProps) {
  const { api, organization: selected } = usePortal();
  const queries = useQueryClient();
  const toast = useToast();
  const [revokesKeys, setRevokesKeys] = useState(false);
  const remove = useMutation({
    mutationFn: () =>
      ok(
        api.DELETE("/portal/organizations/{organization_id}/members/{user_id}", {
          params: {
            path: { organization_id: organization.id, user_id: member.user_id },
            query: { revoke_keys: revokesKeys },
          },
        }),
      ),
    onSuccess: ({ revoked_keys, keys_in_force }) => {
      onClose();
      if (isSelf) {
        toast(`You left ${organization.name}.${keysNote(revoked_keys, keys_in_force, "you")}`);
        selected.select(null);
      } else {
        toast(`${memberName(member)} was removed.${keysNote(revoked_keys, keys_in_force, "they")}`);
        if (revoked_keys > 0) void queries.invalidateQueries({ queryKey: keysQuery(api).queryKey });
        void queries.invalidateQueries({ queryKey: membersQuery(api, organization.id).queryKey });
      }
    },
  });
  return (
    <div className="grid gap-4">
      {remove.isError && <ErrorMessage error={remove.error} />}
      <p className="text-ink-2">
        API keys that {isSelf ? "you" : "they"} created belong to {organization.name} and keep working, unless
        you revoke them.
      </p>
      <label className="flex items-center gap-2.5">
        <input
          type="checkbox"
          className="size-4 accent-accent"
          checked={revokesKeys}
          onChange={(event) => setRevokesKeys(event.target.checked)}
        />
        Revoke the API keys that {isSelf ? "I" : "they"} created
      </label>
      <DialogActions>
        <Button autoFocus onClick={onClose}>
          Cancel
        </Button>
        <Button variant="danger" busy={remove.isPending} onClick={() => remove.mutate()}>
          {isSelf ? "Leave" : "Remove"}
        </Button>
      </DialogActions>
    </div>
  );
}

function keysNote(revoked: number, inForce: number, creator: "you" | "they"): string {
  const notes = [
    revoked > 0 ? ` ${keys(revoked)} ${creator} created ${revoked === 1 ? "was" : "were"} revoked.` : "",
    inForce > 0 ? ` ${keys(inForce)} ${creator} created ${inForce === 1 ? "is" : "are"} still active.` : "",
  ];
  return notes.join("");
}

function keys(count: number): string {
  return count === 1 ? "1 key" : `${count} keys`;
}
