import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { LedgerCard } from "@/components/ledger-card";
import { LimitMeter } from "@/components/limit-meter";
import { Button } from "@/components/ui/controls/button";
import { Badge } from "@/components/ui/feedback/badge";
import { ErrorState } from "@/components/ui/feedback/error-state";
import { Skeleton } from "@/components/ui/feedback/skeleton";
import { Card, CardHeader } from "@/components/ui/layout/card";
import { PageHeader } from "@/components/ui/layout/page-header";
import { type Billing, billingQuery, ledgerQuery, meQuery } from "@/lib/api/queries";
import { formatUsd, formatWhole } from "@/lib/format/numbers";
import { formatDate } from "@/lib/format/times";
import { PATHS } from "@/lib/paths";
import { usePortal } from "@/lib/portal";
import { PlanFeatures, Plans } from "./plans";
import { Prices } from "./prices";

export function BillingPage() {
  const { api } = usePortal();
  const billing = useQuery(billingQuery(api));
  const { data: me } = useQuery(meQuery(api));
  // Only owners and admins may read the ledger.
  const mayReadLedger = me !== undefined && me.organization.role !== "member";
  const ledger = useInfiniteQuery({ ...ledgerQuery(api), enabled: mayReadLedger });
  return (
    <>
      <PageHeader title="Billing">Your plan, what it includes, and how usage is counted.</PageHeader>
      {billing.data && (
        <BillingContent billing={billing.data}>
          {mayReadLedger && <LedgerCard query={ledger} className="lg:col-span-2" />}
        </BillingContent>
      )}
      {billing.isPending && (
        // There is nothing below that could shift when the content is loaded.
        <div className="grid gap-5 lg:grid-cols-2">
          <Skeleton className="h-96 w-full" />
          <Skeleton className="h-96 w-full" />
        </div>
      )}
      {billing.isError && !billing.data && (
        <Card>
          <ErrorState
            error={billing.error}
            title="Your plan could not be loaded"
            onRetry={() => void billing.refetch()}
          />
        </Card>
      )}
    </>
  );
}

function BillingContent({ billing, children }: { billing: Billing; children: ReactNode }) {
  const { config } = usePortal();
  const { plan, plan_since } = billing;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-5 lg:grid-cols-2">
      <Card>
        <CardHeader
          title="Plan"
          note={plan_since && `Since ${formatDate(new Date(plan_since))}`}
          aside={<Badge tone="accent">{plan.display_name}</Badge>}
        />
        <div className="px-4 pt-3 pb-5 sm:px-5">
          <PlanFeatures plan={plan} />
          <Amounts billing={billing} />
          {config.contact_url && (
            <Button asChild className="mt-5">
              <a href={config.contact_url}>Request higher limits</a>
            </Button>
          )}
        </div>
      </Card>
      <Card>
        <CardHeader title="Limits" note="Current usage" />
        <div className="grid gap-6 px-4 pt-4 pb-5 sm:px-5">
          {billing.allowance.map((limit) => (
            <LimitMeter key={limit.name} limit={limit} />
          ))}
        </div>
      </Card>
      <Plans plans={billing.plans} />
      {billing.prices.length > 0 && <Prices prices={billing.prices} />}
      <Card className="lg:col-span-2">
        <CardHeader title="How usage is counted" />
        <dl className="grid gap-x-8 gap-y-4 px-4 pt-3 pb-5 sm:grid-cols-2 sm:px-5">
          <Rule name="Each request counts once">
            Every admitted request counts once, whatever its length and outcome.
          </Rule>
          <Rule name="Rejected requests are free">
            A request rejected because of a limit, an invalid key or an invalid body does not count against
            any limit.
          </Rule>
          <Rule name="Windows are sliding">
            A window covers the time up to now. As it moves forward, older requests count less and less, so
            capacity frees up gradually.
          </Rule>
          <Rule name="Tokens are charged on prepaid plans only">
            On other plans, requests within the limits are not charged. A month’s billable tokens are those of
            responses that a prepaid plan would charge for; all tokens used are in the summary and on each
            receipt in{" "}
            <Link className="text-accent underline underline-offset-4" to={PATHS.usage}>
              usage
            </Link>
            .
          </Rule>
        </dl>
      </Card>
      {children}
    </div>
  );
}

/** This month's tokens, and amounts if there are any: a plan with allowances and no credit has none. */
function Amounts({ billing }: { billing: Billing }) {
  const isPrepaid = billing.plan.charging === "prepaid";
  return (
    <dl className="mt-4 grid gap-2 border-line border-t pt-4">
      <Amount name="Billable tokens this month">
        {formatWhole(billing.tokens.used)}
        {billing.tokens.limit !== null && ` of ${formatWhole(billing.tokens.limit)}`}
      </Amount>
      {(isPrepaid || billing.month_cost_nanousd !== 0) && (
        <Amount name="Cost this month">{formatUsd(billing.month_cost_nanousd)}</Amount>
      )}
      {(isPrepaid || billing.balance_nanousd !== 0) && (
        <Amount name="Balance">{formatUsd(billing.balance_nanousd)}</Amount>
      )}
      {isPrepaid && <Amount name="Held for running requests">{formatUsd(billing.held_nanousd)}</Amount>}
    </dl>
  );
}

function Amount({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-4">
      <dt className="text-ink-2">{name}</dt>
      <dd className="figures">{children}</dd>
    </div>
  );
}

function Rule({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="font-medium">{name}</dt>
      <dd className="mt-0.5 text-pretty text-ink-2">{children}</dd>
    </div>
  );
}
