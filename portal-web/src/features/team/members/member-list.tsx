import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "@/components/ui/controls/button";
import { Select } from "@/components/ui/controls/field";
import { Badge } from "@/components/ui/feedback/badge";
import { useToast } from "@/components/ui/feedback/toasts";
import { ApiError } from "@/lib/api/api-error";
import { ok } from "@/lib/api/client";
import { type Me, type Member, membersQuery, meQuery, type Role } from "@/lib/api/queries";
import { formatDate } from "@/lib/format/times";
import { usePortal } from "@/lib/portal";
import { canManageMember, grantableRoles, hasManagedMembers, isLastOwner } from "../permissions";
import { ROLE_NAMES } from "../roles";
import { memberName } from "./member-name";

export function MemberList({
  me,
  members,
  onRemove,
}: {
  me: Me;
  members: readonly Member[];
  onRemove: (member: Member) => void;
}) {
  return (
    <ul aria-label="Members">
      {members.map((member) => (
        <MemberRow key={member.user_id} me={me} member={member} members={members} onRemove={onRemove} />
      ))}
    </ul>
  );
}

function MemberRow({
  me,
  member,
  members,
  onRemove,
}: {
  me: Me;
  member: Member;
  members: readonly Member[];
  onRemove: (member: Member) => void;
}) {
  const isSelf = member.user_id === me.user.id;
  const isOnlyOwner = isLastOwner(member, members);
  const canManage = canManageMember(me.organization, member);
  const name = memberName(member);
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 border-line border-t px-4 py-2.5 sm:grid-cols-[minmax(0,1fr)_8rem_5.5rem] sm:px-5">
      <span className="min-w-0 max-sm:row-span-2">
        <span className="block truncate">
          <span className="font-medium">{name}</span>
          {isSelf && <span className="text-ink-3"> (you)</span>}
        </span>
        <span className="block truncate text-ink-3 text-sm" title={member.email ?? undefined}>
          {member.email && member.email !== name && `${member.email} · `}
          joined {formatDate(new Date(member.joined_at))}
        </span>
      </span>
      <span className="max-sm:justify-self-end">
        {canManage && !isOnlyOwner ? (
          <RoleSelect me={me} member={member} />
        ) : (
          <Badge {...(isOnlyOwner ? { title: "An organisation needs at least one owner." } : {})}>
            {ROLE_NAMES[member.role]}
          </Badge>
        )}
      </span>
      <span className="text-right max-sm:empty:hidden">
        {isSelf
          ? hasManagedMembers(me.organization) &&
            !isOnlyOwner && (
              <Button
                variant="ghost"
                size="small"
                className="hover:text-bad -mr-2.5"
                onClick={() => onRemove(member)}
              >
                Leave
              </Button>
            )
          : canManage && (
              <Button
                variant="ghost"
                size="small"
                className="hover:text-bad -mr-2.5"
                aria-label={`Remove ${name}`}
                onClick={() => onRemove(member)}
              >
                Remove
              </Button>
            )}
      </span>
    </li>
  );
}

function RoleSelect({ me, member }: { me: Me; member: Member }) {
  const { api } = usePortal();
  const queries = useQueryClient();
  const toast = useToast();
  const path = { organization_id: me.organization.id, user_id: member.user_id };
  const change = useMutation({
    mutationFn: (role: Role) =>
      ok(
        api.PATCH("/portal/organizations/{organization_id}/members/{user_id}", {
          params: { path },
          body: { role },
        }),
      ),
    onSuccess: ({ role }) => toast(`The role of ${memberName(member)} is now ${ROLE_NAMES[role]}.`),
    onError: (error) => toast(error instanceof ApiError ? error.message : "The role could not be changed."),
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: membersQuery(api, me.organization.id).queryKey }),
        member.user_id === me.user.id && queries.invalidateQueries({ queryKey: meQuery(api).queryKey }),
      ]),
  });
  return (
    <Select
      aria-label={`Role of ${memberName(member)}`}
      className="h-8! text-sm"
      value={change.isPending ? change.variables : member.role}
      disabled={change.isPending}
      onChange={(event) => change.mutate(event.target.value as Role)}
    >
      {grantableRoles(me.organization).map((role) => (
        <option key={role} value={role}>
          {ROLE_NAMES[role]}
        </option>
      ))}
    </Select>
  );
}
