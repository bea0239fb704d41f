import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { LedgerCard } from "@/components/ledger-card";
import { Button } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import {
  type InspectedOrganization,
  organizationLedgerQuery,
  organizationQuery,
  plansQuery,
} from "@/lib/api/admin-queries";
import { usePortal } from "@/lib/portal";
import { creditGrant, organizationState, planChange } from "../actions/account-actions";
import { ActionButton } from "../actions/action-button";
import { ADDRESS } from "../addresses";
import { Loaded } from "../loaded";
import { RequestLogsCard } from "../requests/request-logs-card";
import { AllowanceCard, MembersCard, StandingCard, UsageCard } from "./organization-cards";
import { OrganizationKeys } from "./organization-keys";

export function OrganizationPage() {
  const { api } = usePortal();
  const { id = "" } = useParams();
  const organization = useQuery(organizationQuery(api, id));
  const ledger = useInfiniteQuery(organizationLedgerQuery(api, id));
  return (
    <Loaded query={organization} title="Organisation">
      {(found) => (
        <>
          <PageHeader title={found.name} actions={<Actions organization={found} />}>
            {found.kind === "personal" ? "Personal organisation" : "Team"}
          </PageHeader>
          <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-5 lg:grid-cols-2">
            <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
              <StandingCard organization={found} />
              <MembersCard organization={found} />
            </div>
            <AllowanceCard organization={found} />
            <OrganizationKeys organizationId={found.id} />
            <UsageCard organization={found} />
            <RequestLogsCard filter={{ organization_id: found.id }} />
            <LedgerCard query={ledger} />
          </div>
        </>
      )}
    </Loaded>
  );
}

function Actions({ organization }: { organization: InspectedOrganization }) {
  const { api } = usePortal();
  const { data: plans } = useQuery(plansQuery(api));
  const others = plans?.data.filter(({ id }) => id !== organization.plan) ?? [];
  return (
    <>
      <Button asChild>
        <Link to={ADDRESS.audit({ organization_id: organization.id })}>History</Link>
      </Button>
      <ActionButton action={creditGrant(organization)} />
      {others.length > 0 && <ActionButton action={planChange(organization, others)} />}
      <ActionButton action={organizationState(organization)} />
    </>
  );
}
