import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "@/components/ui/controls/button";
import { Badge } from "@/components/ui/feedback/badge";
import { ErrorState } from "@/components/ui/feedback/error-state";
import { useToast } from "@/components/ui/feedback/toasts";
import { ApiError } from "@/lib/api/api-error";
import { ok } from "@/lib/api/client";
import { type Invitation, invitationsQuery } from "@/lib/api/queries";
import { formatDateTime, formatRelative } from "@/lib/format/times";
import { usePortal } from "@/lib/portal";
import { ROLE_NAMES } from "../roles";

/** Pending invitations, for members who manage the organisation. Renders nothing if there are none. */
export function InvitationList({ organizationId }: { organizationId: string }) {
  const { api } = usePortal();
  const invitations = useQuery(invitationsQuery(api, organizationId));
  if (invitations.isError && !invitations.data) {
    return (
      <ErrorState
        compact
        error={invitations.error}
        title="Invitations could not be loaded"
        onRetry={() => void invitations.refetch()}
      />
    );
  }
  if (!invitations.data || invitations.data.data.length === 0) return null;
  return (
    <>
      <h3 className="border-line border-t px-4 pt-4 pb-2 text-ink-3 text-sm sm:px-5">Pending invitations</h3>
      <ul aria-label="Pending invitations">
        {invitations.data.data.map((invitation) => (
          <InvitationRow key={invitation.id} organizationId={organizationId} invitation={invitation} />
        ))}
      </ul>
    </>
  );
}

function InvitationRow({ organizationId, invitation }: { organizationId: string; invitation: Invitation }) {
  const { api } = usePortal();
  const queries = useQueryClient();
  const toast = useToast();
  const withdraw = useMutation({
    mutationFn: () =>
      ok(
        api.DELETE("/portal/organizations/{organization_id}/invitations/{invitation_id}", {
          params: { path: { organization_id: organizationId, invitation_id: invitation.id } },
        }),
      ),
    onSuccess: () => toast(`The invitation for ${invitation.email} was withdrawn.`),
    onError: (error) =>
      toast(error instanceof ApiError ? error.message : "The invitation could not be withdrawn."),
    onSettled: () => queries.invalidateQueries({ queryKey: invitationsQuery(api, organizationId).queryKey }),
  });
  const expires = new Date(invitation.expires_at);
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 border-line px-4 py-2.5 not-first:border-t sm:grid-cols-[minmax(0,1fr)_8rem_5.5rem] sm:px-5">
      <span className="min-w-0 max-sm:row-span-2">
        <span className="block truncate" title={invitation.email}>
          {invitation.email}
        </span>
        <span className="block text-ink-3 text-sm" title={formatDateTime(expires)}>
          expires {formatRelative(expires, new Date())}
        </span>
      </span>
      <span className="max-sm:justify-self-end">
        <Badge>{ROLE_NAMES[invitation.role]}</Badge>
      </span>
      <span className="text-right">
        <Button
          variant="ghost"
          size="small"
          className="hover:text-bad -mr-2.5"
          aria-label={`Withdraw the invitation for ${invitation.email}`}
          busy={withdraw.isPending}
          onClick={() => withdraw.mutate()}
        >
          Withdraw
        </Button>
      </span>
    </li>
  );
}
