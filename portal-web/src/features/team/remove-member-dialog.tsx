import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNotice } from "@/components/notices";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions } from "@/components/ui/dialog";
import { ErrorNote } from "@/components/ui/states";
import { ok } from "@/lib/api/client";
import { type Member, membersQuery, type Organization } from "@/lib/api/queries";
import { usePortal } from "@/lib/portal";
import { nameOf } from "./person";

interface RemoveMemberDialogProps {
  organization: Organization;
  member: Member;
  /** Whether the member is the one who looks: they leave. */
  isSelf: boolean;
  onClose: () => void;
}

export function RemoveMemberDialog(props: RemoveMemberDialogProps) {
  const { organization, member, isSelf, onClose } = props;
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title={isSelf ? `Leave ${organization.name}?` : `Remove ${nameOf(member)}?`}
      description={
        isSelf
          ? "You no longer see its keys and usage. Only a new invitation brings you back."
          : `They no longer see anything of ${organization.name}, from now on.`
      }
    >
      <Confirmation {...props} />
    </Dialog>
  );
}

function Confirmation({ organization, member, isSelf, onClose }: RemoveMemberDialogProps) {
  const { api, organization: choice } = usePortal();
  const queries = useQueryClient();
  const tell = useNotice();
  const remove = useMutation({
    mutationFn: () =>
      ok(
        api.DELETE("/portal/organizations/{organization_id}/members/{user_id}", {
          params: { path: { organization_id: organization.id, user_id: member.user_id } },
        }),
      ),
    onSuccess: ({ keys_in_force }) => {
      onClose();
      if (isSelf) {
        tell(`You left ${organization.name}.`);
        choice.choose(null);
      } else {
        tell(`${nameOf(member)} is removed.${keysLeft(keys_in_force)}`);
        void queries.invalidateQueries({ queryKey: membersQuery(api, organization.id).queryKey });
      }
    },
  });
  return (
    <div className="grid gap-4">
      {remove.isError && <ErrorNote error={remove.error} />}
      <p className="text-ink-2">
        API keys that {isSelf ? "you" : "they"} made belong to {organization.name} and keep working.
        {!isSelf && " Revoke those they should no longer have."}
      </p>
      <DialogActions>
        <Button autoFocus onClick={onClose}>
          Cancel
        </Button>
        <Button look="danger" busy={remove.isPending} onClick={() => remove.mutate()}>
          {isSelf ? "Leave" : "Remove"}
        </Button>
      </DialogActions>
    </div>
  );
}

function keysLeft(count: number): string {
  if (count === 0) return "";
  return count === 1 ? " 1 key they made still works." : ` ${count} keys they made still work.`;
}
