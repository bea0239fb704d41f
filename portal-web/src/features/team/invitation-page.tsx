import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useLocation, useNavigate } from "react-router";
import { useNotice } from "@/components/notices";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";
import { EmptyState, ErrorNote, ErrorState } from "@/components/ui/states";
import { ApiError } from "@/lib/api/api-error";
import { ok } from "@/lib/api/client";
import { type InvitationPreview, meQuery } from "@/lib/api/queries";
import { formatDateTime } from "@/lib/format";
import { PATHS } from "@/lib/paths";
import { usePortal } from "@/lib/portal";
import { invitationQuery } from "./invitation-query";
import { ROLE_NAMES, ROLE_NOTES } from "./roles";

/** Where the link of an invitation leads: what it is for, and whether to accept. */
export function InvitationPage() {
  const token = useLocation().hash.slice(1);
  return (
    <div className="mx-auto max-w-lg">
      <PageHeader title="Invitation" />
      <Card>
        {token === "" ? (
          <EmptyState title="This link is not whole">
            Open it exactly as it was passed on to you, or ask for a new one.
          </EmptyState>
        ) : (
          <Invited token={token} />
        )}
      </Card>
    </div>
  );
}

function Invited({ token }: { token: string }) {
  const { api } = usePortal();
  const { data, error, refetch } = useQuery(invitationQuery(api, token));
  if (data) return <Answer token={token} invitation={data} />;
  if (error instanceof ApiError && error.status === 403) return <ForSomebodyElse />;
  if (error instanceof ApiError && (error.status === 404 || error.status === 422)) {
    return (
      <EmptyState title="This invitation cannot be accepted" action={<Onward />}>
        {error.message} {error.hint}
      </EmptyState>
    );
  }
  if (error) {
    return (
      <ErrorState error={error} title="The invitation could not be loaded" onRetry={() => void refetch()} />
    );
  }
  return (
    <div className="grid gap-4 px-5 py-6">
      <Skeleton className="h-6 w-64 max-w-full" />
      <Skeleton className="h-20 w-full" />
    </div>
  );
}

function Answer({ token, invitation }: { token: string; invitation: InvitationPreview }) {
  const { api, organization } = usePortal();
  const navigate = useNavigate();
  const tell = useNotice();
  const answer = useMutation({
    mutationFn: (choice: "accept" | "decline") =>
      ok(api.POST(`/portal/invitations/${choice}`, { body: { token } })),
    onSuccess: async ({ accepted, organization_id }) => {
      tell(accepted ? `You belong to ${invitation.organization_name} now.` : "The invitation is declined.");
      await navigate(accepted ? PATHS.profile : PATHS.usage, { replace: true });
      if (accepted) organization.choose(organization_id);
    },
  });
  const isGiving = (choice: "accept" | "decline") => answer.isPending && answer.variables === choice;
  return (
    <div className="grid grid-cols-1 gap-5 px-4 py-5 sm:px-6 sm:py-6">
      {answer.isError && <ErrorNote error={answer.error} />}
      <p className="text-pretty text-lg">
        Join <strong className="font-semibold">{invitation.organization_name}</strong>?
      </p>
      <dl className="grid grid-cols-1 gap-1.5 rounded-lg bg-sunken px-4 py-3">
        <Fact name="You become">{ROLE_NAMES[invitation.role]}</Fact>
        <Fact name="Invited">{invitation.email}</Fact>
        <Fact name="Good until">{formatDateTime(new Date(invitation.expires_at))}</Fact>
      </dl>
      <p className="text-ink-2">{ROLE_NOTES[invitation.role]} Members see your name and address.</p>
      <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
        <Button busy={isGiving("decline")} onClick={() => answer.mutate("decline")}>
          Decline
        </Button>
        <Button look="primary" busy={isGiving("accept")} onClick={() => answer.mutate("accept")}>
          Accept
        </Button>
      </div>
    </div>
  );
}

/** Signing out leads to the sign-in, and from there back to this invitation. */
function ForSomebodyElse() {
  const { api, session } = usePortal();
  const { data: me } = useQuery(meQuery(api));
  const tell = useNotice();
  const leave = () => session.signOut().catch(() => tell("Signing out failed. Try again in a moment."));
  return (
    <EmptyState
      title="This invitation is for another address"
      action={
        <Button look="primary" onClick={() => void leave()}>
          Sign in with another account
        </Button>
      }
    >
      You are signed in as {me?.user.email ?? "somebody without an address"}. Sign in with the address that
      was invited, or ask for an invitation of this one.
    </EmptyState>
  );
}

function Onward() {
  return (
    <Button asChild>
      <Link to={PATHS.usage}>Go to usage</Link>
    </Button>
  );
}

function Fact({ name, children }: { name: string; children: string }) {
  return (
    <div className="flex justify-between gap-4">
      <dt className="whitespace-nowrap text-ink-2">{name}</dt>
      <dd className="min-w-0 truncate" title={children}>
        {children}
      </dd>
    </div>
  );
}
