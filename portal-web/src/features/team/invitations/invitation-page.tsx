import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useLocation, useNavigate } from "react-router";
import { Button } from "@/components/ui/controls/button";
import { EmptyState } from "@/components/ui/feedback/empty-state";
import { ErrorMessage, ErrorState } from "@/components/ui/feedback/error-state";
import { Skeleton } from "@/components/ui/feedback/skeleton";
import { useToast } from "@/components/ui/feedback/toasts";
import { Card } from "@/components/ui/layout/card";
import { PageHeader } from "@/components/ui/layout/page-header";
import { ApiError } from "@/lib/api/api-error";
import { ok } from "@/lib/api/client";
import { type InvitationPreview, meQuery } from "@/lib/api/queries";
import { formatDateTime } from "@/lib/format/times";
import { PATHS } from "@/lib/paths";
import { usePortal } from "@/lib/portal";
import { ROLE_NAMES, ROLE_NOTES } from "../roles";
import { invitationQuery } from "./invitation-query";

/** The page an invitation link opens: shows the invitation, to accept or decline. */
export function InvitationPage() {
  const token = useLocation().hash.slice(1);
  return (
    <div className="mx-auto max-w-lg">
      <PageHeader title="Invitation" />
      <Card>
        {token === "" ? (
          <EmptyState title="This link is incomplete">
            Open the link exactly as you received it, or ask for a new one.
          </EmptyState>
        ) : (
          <InvitationLoader token={token} />
        )}
      </Card>
    </div>
  );
}

function InvitationLoader({ token }: { token: string }) {
  const { api } = usePortal();
  const { data, error, refetch } = useQuery(invitationQuery(api, token));
  if (data) return <InvitationForm token={token} invitation={data} />;
  if (error instanceof ApiError && error.status === 403) return <WrongAddress />;
  if (error instanceof ApiError && (error.status === 404 || error.status === 422)) {
    return (
      <EmptyState title="This invitation cannot be accepted" action={<UsageLink />}>
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

function InvitationForm({ token, invitation }: { token: string; invitation: InvitationPreview }) {
  const { api, organization } = usePortal();
  const navigate = useNavigate();
  const toast = useToast();
  const reply = useMutation({
    mutationFn: (choice: "accept" | "decline") =>
      ok(api.POST(`/portal/invitations/${choice}`, { body: { token } })),
    onSuccess: async ({ accepted, organization_id }) => {
      toast(accepted ? `You are now a member of ${invitation.organization_name}.` : "Invitation declined.");
      await navigate(accepted ? PATHS.profile : PATHS.usage, { replace: true });
      if (accepted) organization.select(organization_id);
    },
  });
  const isSending = (choice: "accept" | "decline") => reply.isPending && reply.variables === choice;
  return (
    <div className="grid grid-cols-1 gap-5 px-4 py-5 sm:px-6 sm:py-6">
      {reply.isError && <ErrorMessage error={reply.error} />}
      <p className="text-pretty text-lg">
        Join <strong className="font-semibold">{invitation.organization_name}</strong>?
      </p>
      <dl className="grid grid-cols-1 gap-1.5 rounded-lg bg-sunken px-4 py-3">
        <InvitationField name="Role">{ROLE_NAMES[invitation.role]}</InvitationField>
        <InvitationField name="E-mail">{invitation.email}</InvitationField>
        <InvitationField name="Expires">{formatDateTime(new Date(invitation.expires_at))}</InvitationField>
      </dl>
      <p className="text-ink-2">
        {ROLE_NOTES[invitation.role]} Members can see your name and e-mail address.
      </p>
      <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
        <Button busy={isSending("decline")} onClick={() => reply.mutate("decline")}>
          Decline
        </Button>
        <Button variant="primary" busy={isSending("accept")} onClick={() => reply.mutate("accept")}>
          Accept
        </Button>
      </div>
    </div>
  );
}

/** After the sign-out, the sign-in page leads back to this invitation. */
function WrongAddress() {
  const { api, session } = usePortal();
  const { data: me } = useQuery(meQuery(api));
  const toast = useToast();
  const signOut = () => session.signOut().catch(() => toast("Sign-out failed. Try again in a moment."));
  return (
    <EmptyState
      title="This invitation is for another address"
      action={
        <Button variant="primary" onClick={() => void signOut()}>
          Sign in with another account
        </Button>
      }
    >
      You are signed in as {me?.user.email ?? "a user without an e-mail address"}. Sign in with the invited
      address, or ask for an invitation to this one.
    </EmptyState>
  );
}

function UsageLink() {
  return (
    <Button asChild>
      <Link to={PATHS.usage}>Go to usage</Link>
    </Button>
  );
}

function InvitationField({ name, children }: { name: string; children: string }) {
  return (
    <div className="flex justify-between gap-4">
      <dt className="whitespace-nowrap text-ink-2">{name}</dt>
      <dd className="min-w-0 truncate" title={children}>
        {children}
      </dd>
    </div>
  );
}
