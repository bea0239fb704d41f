import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { Button } from "@/components/ui/controls/button";
import { Badge } from "@/components/ui/feedback/badge";
import { Card, CardHeader } from "@/components/ui/layout/card";
import { PageHeader } from "@/components/ui/layout/page-header";
import { type InspectedUser, userQuery } from "@/lib/api/admin-queries";
import { usePortal } from "@/lib/portal";
import { userState } from "../actions/account-actions";
import { ActionButton } from "../actions/action-button";
import { ADMIN_PATHS } from "../admin-paths";
import { Detail, DetailList, dateTimeOr, IdDetail } from "../details";
import { LoadedPage } from "../loaded-page";
import { StateBadge } from "../state-badge";

export function UserPage() {
  const { api } = usePortal();
  const { id = "" } = useParams();
  const user = useQuery(userQuery(api, id));
  return (
    <LoadedPage query={user} title="User">
      {(data) => (
        <>
          <PageHeader
            title={data.email ?? (data.display_name || "User")}
            actions={
              <>
                <Button asChild>
                  <Link to={ADMIN_PATHS.audit({ target_id: data.id })}>History</Link>
                </Button>
                <ActionButton action={userState(data)} />
              </>
            }
          >
            User
          </PageHeader>
          <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-5 lg:grid-cols-2">
            <UserIdentityCard user={data} />
            <UserOrganizationsCard user={data} />
          </div>
        </>
      )}
    </LoadedPage>
  );
}

function UserIdentityCard({ user }: { user: InspectedUser }) {
  return (
    <Card>
      <CardHeader
        title="Account"
        aside={
          <span className="flex gap-2">
            {user.platform_admin && <Badge tone="accent">operator</Badge>}
            <StateBadge state={user.suspended_at === null ? "active" : "suspended"} />
          </span>
        }
      />
      <DetailList>
        <IdDetail name="User ID" id={user.id} />
        <Detail name="E-mail">{user.email ?? "none"}</Detail>
        <Detail name="Name">{user.display_name || "–"}</Detail>
        <Detail name="Sign-in provider">{user.auth_provider}</Detail>
        <Detail name="Created">{dateTimeOr(user.created_at, "–")}</Detail>
        {user.suspended_at && <Detail name="Suspended">{dateTimeOr(user.suspended_at, "–")}</Detail>}
      </DetailList>
    </Card>
  );
}

function UserOrganizationsCard({ user }: { user: InspectedUser }) {
  return (
    <Card>
      <CardHeader title="Organisations" />
      {user.organizations.length === 0 && (
        <p className="px-4 pt-2 pb-5 text-ink-2 sm:px-5">No organisations.</p>
      )}
      <ul className="px-2 pt-1.5 pb-2 sm:px-3">
        {user.organizations.map(({ id, name, role }) => (
          <li key={id}>
            <Link
              to={ADMIN_PATHS.organization(id)}
              className="flex items-center justify-between gap-4 rounded-lg px-2 py-2 hover:bg-sunken"
            >
              <span className="truncate font-medium">{name}</span>
              <Badge>{role}</Badge>
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
