import { useQuery, useQueryClient } from "@tanstack/react-query";
import { UserPlus } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/controls/button";
import { ErrorState } from "@/components/ui/feedback/error-state";
import { Skeleton } from "@/components/ui/feedback/skeleton";
import { useToast } from "@/components/ui/feedback/toasts";
import { Card, CardHeader } from "@/components/ui/layout/card";
import { ok } from "@/lib/api/client";
import { type Me, type Member, membersQuery, meQuery, type Organization } from "@/lib/api/queries";
import { usePortal } from "@/lib/portal";
import { canRename, grantableRoles } from "../permissions";
import { MemberList } from "./member-list";

// Only for those who may invite.
const InvitationList = lazy(async () => ({
  default: (await import("../invitations/invitation-list")).InvitationList,
}));
// Loaded on demand: most visits open none of them.
const InviteDialog = lazy(async () => ({
  default: (await import("../invitations/invite-dialog")).InviteDialog,
}));
const OrganizationNameDialog = lazy(async () => ({
  default: (await import("../organizations/organization-name-dialog")).OrganizationNameDialog,
}));
const RemoveMemberDialog = lazy(async () => ({
  default: (await import("./remove-member-dialog")).RemoveMemberDialog,
}));

/** The selected organisation: its name, members and invitations. */
export function MembersCard({ me }: { me: Me }) {
  const { organization } = me;
  const canInvite = grantableRoles(organization).length > 0;
  const [isInviting, setInviting] = useState(false);
  const [isRenaming, setRenaming] = useState(false);
  const rename = useRename(me);
  return (
    <Card id="members" className="lg:col-span-2">
      <CardHeader
        title={organization.name}
        note={noteOf(organization)}
        aside={
          canRename(organization) && (
            <span className="flex gap-2">
              <Button size="small" onClick={() => setRenaming(true)}>
                Rename
              </Button>
              {canInvite && (
                <Button size="small" variant="primary" onClick={() => setInviting(true)}>
                  <UserPlus size={15} aria-hidden="true" />
                  Invite
                </Button>
              )}
            </span>
          )
        }
      />
      <div className="mt-3 pb-1">
        {organization.kind === "team" && <MembersSection me={me} />}
        <Suspense>{canInvite && <InvitationList organizationId={organization.id} />}</Suspense>
      </div>
      <Suspense>
        {isInviting && <InviteDialog organization={organization} onClose={() => setInviting(false)} />}
        {isRenaming && (
          <OrganizationNameDialog
            title={`Rename “${organization.name}”`}
            name={organization.name}
            submit="Save"
            onSubmit={async (name) => {
              await rename(name);
              setRenaming(false);
            }}
            onClose={() => setRenaming(false)}
          />
        )}
      </Suspense>
    </Card>
  );
}

function MembersSection({ me }: { me: Me }) {
  const { api } = usePortal();
  const members = useQuery(membersQuery(api, me.organization.id));
  const [toRemove, setToRemove] = useState<Member | null>(null);
  if (members.isError && !members.data) {
    return (
      <ErrorState
        compact
        error={members.error}
        title="Members could not be loaded"
        onRetry={() => void members.refetch()}
      />
    );
  }
  if (!members.data) {
    return (
      <div className="border-line border-t px-4 py-4 sm:px-5">
        <Skeleton className="h-6 w-56 max-w-full" />
      </div>
    );
  }
  return (
    <>
      <MemberList me={me} members={members.data.data} onRemove={setToRemove} />
      <Suspense>
        {toRemove && (
          <RemoveMemberDialog
            organization={me.organization}
            member={toRemove}
            isSelf={toRemove.user_id === me.user.id}
            onClose={() => setToRemove(null)}
          />
        )}
      </Suspense>
    </>
  );
}

function noteOf({ kind, members_managed_in }: Organization): string {
  if (members_managed_in === "clerk")
    return "Members are managed in Clerk; listed are those who have signed in";
  if (kind === "personal") return "Only you have access; create a team to share keys and usage";
  return "Members share keys, usage and limits";
}

function useRename({ organization }: Me): (name: string) => Promise<void> {
  const { api } = usePortal();
  const queries = useQueryClient();
  const toast = useToast();
  return async (name) => {
    const path = { organization_id: organization.id };
    await ok(api.PATCH("/portal/organizations/{organization_id}", { params: { path }, body: { name } }));
    toast(`Renamed to “${name}”.`);
    void queries.invalidateQueries({ queryKey: meQuery(api).queryKey });
  };
}
