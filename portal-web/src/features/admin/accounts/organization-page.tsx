import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { LedgerCard } from "@/components/ledger-card";
import { Button } from "@/components/ui/controls/button";
import { PageHeader } from "@/components/ui/layout/page-header";
import {
  type InspectedOrganization,
  organizationLedgerQuery,
  organizationQuery,
  plansQuery,
} from "@/lib/api/admin-queries";
import { usePortal } from "@/lib/portal";
import { creditGrant, organizationState, planChange } from "../actions/account-actions";
import { ActionButton } from "../actions/action-button";
import { ADMIN_PATHS } from "../admin-paths";
import { LoadedPage } from "../loaded-page";
import { RequestLogsCard } from "../requests/request-logs-card";
import {
  OrganizationAllowanceCard,
  OrganizationMembersCard,
  OrganizationStatusCard,
  OrganizationUsageCard,
} from "./organization-cards";
import { OrganizationKeysCard } from "./organization-keys-card";

export function OrganizationPage() {
  const { api } = usePortal();
  const { id = "" } = useParams();
  const organization = useQuery(organizationQuery(api, id));
  const ledger = useInfiniteQuery(organizationLedgerQuery(api, id));
  return (
    <LoadedPage query={organization} title="Organisation">
      {(data) => (
        <>
          <PageHeader title={data.name} actions={<OrganizationActions organization={data} />}>
            {data.kind === "personal" ? "Personal organisation" : "Team"}
          </PageHeader>
          <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-5 lg:grid-cols-2">
            <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
              <OrganizationStatusCard organization={data} />
              <OrganizationMembersCard organization={data} />
            </div>
            <OrganizationAllowanceCard organization={data} />
            <OrganizationKeysCard organizationId={data.id} />
            <OrganizationUsageCard organization={data} />
            <RequestLogsCard filter={{ organization_id: data.id }} />
            <LedgerCard query={ledger} />
          </div>
        </>
      )}
    </LoadedPage>
  );
}

function OrganizationActions({ organization }: { organization: InspectedOrganization }) {
  const { api } = usePortal();
  const { data: plans } = useQuery(plansQuery(api));
  const otherPlans = plans?.data.filter(({ id }) => id !== organization.plan) ?? [];
  return (
    <>
      <Button asChild>
        <Link to={ADMIN_PATHS.audit({ organization_id: organization.id })}>History</Link>
      </Button>
      <ActionButton action={creditGrant(organization)} />
      {otherPlans.length > 0 && <ActionButton action={planChange(organization, otherPlans)} />}
      <ActionButton action={organizationState(organization)} />
    </>
  );
}
