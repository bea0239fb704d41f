import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { type InspectedUser, userQuery } from "@/lib/api/admin-queries";
import { usePortal } from "@/lib/portal";
import { userState } from "../actions/account-actions";
import { ActionButton } from "../actions/action-button";
import { ADDRESS } from "../addresses";
import { at, Fact, Facts, IdFact } from "../facts";
import { Loaded } from "../loaded";
import { StateBadge } from "../state-badge";

export function UserPage() {
  const { api } = usePortal();
  const { id = "" } = useParams();
  const user = useQuery(userQuery(api, id));
  return (
    <Loaded query={user} title="User">
      {(found) => (
        <>
          <PageHeader
            title={found.email ?? (found.display_name || "User")}
            actions={
              <>
                <Button asChild>
                  <Link to={ADDRESS.audit({ target_id: found.id })}>History</Link>
                </Button>
                <ActionButton action={userState(found)} />
              </>
            }
          >
            User
          </PageHeader>
          <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-5 lg:grid-cols-2">
            <Identity user={found} />
            <Memberships user={found} />
          </div>
        </>
      )}
    </Loaded>
  );
}

function Identity({ user }: { user: InspectedUser }) {
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
      <Facts>
        <IdFact name="User id" id={user.id} />
        <Fact name="E-mail">{user.email ?? "none"}</Fact>
        <Fact name="Name">{user.display_name || "–"}</Fact>
        <Fact name="Signs in with">{user.auth_provider}</Fact>
        <Fact name="Created">{at(user.created_at, "–")}</Fact>
        {user.suspended_at && <Fact name="Suspended">{at(user.suspended_at, "–")}</Fact>}
      </Facts>
    </Card>
  );
}

function Memberships({ user }: { user: InspectedUser }) {
  return (
    <Card>
      <CardHeader title="Organisations" />
      {user.organizations.length === 0 && (
        <p className="px-4 pt-2 pb-5 text-ink-2 sm:px-5">They belong to none.</p>
      )}
      <ul className="px-2 pt-1.5 pb-2 sm:px-3">
        {user.organizations.map(({ id, name, role }) => (
          <li key={id}>
            <Link
              to={ADDRESS.organization(id)}
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
