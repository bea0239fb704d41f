import { Link } from "react-router";
import { LimitMeter } from "@/components/meter";
import { Badge } from "@/components/ui/badge";
import { Card, CardHeader } from "@/components/ui/card";
import type { InspectedOrganization } from "@/lib/api/admin-queries";
import { formatCount, formatShare, formatUsd, formatWhole } from "@/lib/format";
import { planName } from "@/lib/plan";
import { ADDRESS } from "../addresses";
import { at, Fact, Facts, IdFact } from "../facts";
import { StateBadge } from "../state-badge";

interface About {
  organization: InspectedOrganization;
}

export function StandingCard({ organization }: About) {
  return (
    <Card>
      <CardHeader
        title="Account"
        aside={<StateBadge state={organization.suspended_at === null ? "active" : "suspended"} />}
      />
      <Facts>
        <IdFact name="Organisation id" id={organization.id} />
        <Fact name="Plan">{planName(organization.plan)}</Fact>
        <Fact name="Balance">{formatUsd(organization.balance_nanousd)}</Fact>
        <Fact name="Models">{organization.models?.join(", ") ?? "the plan's"}</Fact>
        <Fact name="Created">{at(organization.created_at, "–")}</Fact>
        {organization.suspended_at && <Fact name="Suspended">{at(organization.suspended_at, "–")}</Fact>}
      </Facts>
    </Card>
  );
}

/** Where the limits of its plan stand. */
export function AllowanceCard({ organization: { allowance, tokens } }: About) {
  return (
    <Card>
      <CardHeader title="Allowance" note="Where its limits stand now" />
      <div className="grid gap-5 px-4 pt-4 sm:px-5">
        {allowance.map((limit) => (
          <LimitMeter key={limit.name} limit={limit} />
        ))}
      </div>
      <Facts>
        <Fact name="Tokens this month">
          {formatWhole(tokens.used)}
          {tokens.limit !== null && ` of ${formatWhole(tokens.limit)}`}
        </Fact>
      </Facts>
    </Card>
  );
}

export function MembersCard({ organization: { members } }: About) {
  return (
    <Card>
      <CardHeader title="Members" />
      {members.length === 0 && <p className="px-4 pt-2 pb-5 text-ink-2 sm:px-5">Nobody belongs to it.</p>}
      <ul className="px-2 pt-1.5 pb-2 sm:px-3">
        {members.map(({ user_id, email, display_name, role, suspended }) => (
          <li key={user_id}>
            <Link
              to={ADDRESS.user(user_id)}
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

export function UsageCard({ organization: { usage } }: About) {
  return (
    <Card className="lg:col-span-2">
      <CardHeader title="Usage" note="In the last 30 days" />
      <dl className="grid grid-cols-2 gap-x-6 gap-y-4 px-4 pt-3 pb-5 sm:grid-cols-3 sm:px-5 xl:grid-cols-6">
        <Figure name="Requests" value={usage.requests} />
        <Figure name="Errors" value={usage.errors} note={formatShare(usage.errors, usage.requests)} />
        <Figure name="In flight" value={usage.in_flight} />
        <Figure name="Input tokens" value={usage.prompt_tokens} />
        <Figure name="Output tokens" value={usage.completion_tokens} />
        <div>
          <dt className="text-ink-2">Cost</dt>
          <dd className="figures font-medium text-lg">{formatUsd(usage.cost_nanousd)}</dd>
        </div>
      </dl>
    </Card>
  );
}

function Figure({ name, value, note }: { name: string; value: number; note?: string }) {
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
