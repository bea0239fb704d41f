import { Link } from "react-router";
import { LimitMeter } from "@/components/limit-meter";
import { Badge } from "@/components/ui/feedback/badge";
import { Card, CardHeader } from "@/components/ui/layout/card";
import type { InspectedOrganization } from "@/lib/api/admin-queries";
import { formatCount, formatShare, formatUsd, formatWhole } from "@/lib/format/numbers";
import { planName } from "@/lib/format/plan-name";
import { ADMIN_PATHS } from "../admin-paths";
import { Detail, DetailList, dateTimeOr, IdDetail } from "../details";
import { StateBadge } from "../state-badge";

interface CardProps {
  organization: InspectedOrganization;
}

export function OrganizationStatusCard({ organization }: CardProps) {
  return (
    <Card>
      <CardHeader
        title="Account"
        aside={<StateBadge state={organization.suspended_at === null ? "active" : "suspended"} />}
      />
      <DetailList>
        <IdDetail name="Organisation ID" id={organization.id} />
        <Detail name="Plan">{planName(organization.plan)}</Detail>
        <Detail name="Balance">{formatUsd(organization.balance_nanousd)}</Detail>
        <Detail name="Models">{organization.models?.join(", ") ?? "same as the plan"}</Detail>
        <Detail name="Created">{dateTimeOr(organization.created_at, "–")}</Detail>
        {organization.suspended_at && (
          <Detail name="Suspended">{dateTimeOr(organization.suspended_at, "–")}</Detail>
        )}
      </DetailList>
    </Card>
  );
}

/** The current usage of the plan's limits. */
export function OrganizationAllowanceCard({ organization: { allowance, tokens } }: CardProps) {
  return (
    <Card>
      <CardHeader title="Allowance" note="Current usage of the plan's limits" />
      <div className="grid gap-5 px-4 pt-4 sm:px-5">
        {allowance.map((limit) => (
          <LimitMeter key={limit.name} limit={limit} />
        ))}
      </div>
      <DetailList>
        <Detail name="Billable tokens this month">
          {formatWhole(tokens.used)}
          {tokens.limit !== null && ` of ${formatWhole(tokens.limit)}`}
        </Detail>
      </DetailList>
    </Card>
  );
}

export function OrganizationMembersCard({ organization: { members } }: CardProps) {
  return (
    <Card>
      <CardHeader title="Members" />
      {members.length === 0 && <p className="px-4 pt-2 pb-5 text-ink-2 sm:px-5">No members.</p>}
      <ul className="px-2 pt-1.5 pb-2 sm:px-3">
        {members.map(({ user_id, email, display_name, role, suspended }) => (
          <li key={user_id}>
            <Link
              to={ADMIN_PATHS.user(user_id)}
              className="flex items-center justify-between gap-4 rounded-lg px-2 py-2 hover:bg-sunken"
            >
              <span className="min-w-0">
                <span className="block truncate font-medium">{email ?? user_id}</span>
                <span className="block truncate text-ink-3 text-sm">{display_name}</span>
              </span>
              <span className="flex gap-2">
                {suspended && <StateBadge state="suspended" />}
                <Badge>{role}</Badge>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}

export function OrganizationUsageCard({ organization: { usage } }: CardProps) {
  return (
    <Card className="lg:col-span-2">
      <CardHeader title="Usage" note="Last 30 days" />
      <dl className="grid grid-cols-2 gap-x-6 gap-y-4 px-4 pt-3 pb-5 sm:grid-cols-3 sm:px-5 xl:grid-cols-6">
        <UsageFigure name="Requests" value={usage.requests} />
        <UsageFigure name="Errors" value={usage.errors} note={formatShare(usage.errors, usage.requests)} />
        <UsageFigure name="In flight" value={usage.in_flight} />
        <UsageFigure name="Input tokens" value={usage.prompt_tokens} />
        <UsageFigure name="Output tokens" value={usage.completion_tokens} />
        <div>
          <dt className="text-ink-2">Cost</dt>
          <dd className="figures font-medium text-lg">{formatUsd(usage.cost_nanousd)}</dd>
        </div>
      </dl>
    </Card>
  );
}

function UsageFigure({ name, value, note }: { name: string; value: number; note?: string }) {
  return (
    <div>
      <dt className="text-ink-2">{name}</dt>
      <dd className="figures">
        <span className="font-medium text-lg" title={formatWhole(value)}>
          {formatCount(value)}
        </span>
        {note && <span className="text-ink-3 text-sm"> {note}</span>}
      </dd>
    </div>
  );
}
