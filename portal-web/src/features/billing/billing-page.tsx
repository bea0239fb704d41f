import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { LedgerCard } from "@/components/ledger-card";
import { LimitMeter } from "@/components/meter";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";
import { ErrorState } from "@/components/ui/states";
import { type Billing, billingQuery, ledgerQuery, meQuery } from "@/lib/api/queries";
import { formatDate, formatUsd, formatWhole } from "@/lib/format";
import { PATHS } from "@/lib/paths";
import { usePortal } from "@/lib/portal";
import { Included, Plans } from "./plans";
import { Prices } from "./prices";

export function BillingPage() {
  const { api } = usePortal();
  const billing = useQuery(billingQuery(api));
  const { data: me } = useQuery(meQuery(api));
  // Only owners and admins may read it.
  const mayReadLedger = me !== undefined && me.organization.role !== "member";
  const ledger = useInfiniteQuery({ ...ledgerQuery(api), enabled: mayReadLedger });
  return (
    <>
      <PageHeader title="Billing">Your plan, what it includes, and what counts.</PageHeader>
      {billing.data && (
        <Contents billing={billing.data}>
          {mayReadLedger && <LedgerCard query={ledger} className="lg:col-span-2" />}
        </Contents>
      )}
      {billing.isPending && (
        // Nothing stands below it that would move when the contents come.
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

function Contents({ billing, children }: { billing: Billing; children: ReactNode }) {
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
          <Included plan={plan} />
          <Money billing={billing} />
          {config.contact_url && (
            <Button asChild className="mt-5">
              <a href={config.contact_url}>Ask for more</a>
            </Button>
          )}
        </div>
      </Card>
      <Card>
        <CardHeader title="Used" note="Where your limits stand now" />
        <div className="grid gap-6 px-4 pt-4 pb-5 sm:px-5">
          {billing.allowance.map((limit) => (
            <LimitMeter key={limit.name} limit={limit} />
          ))}
        </div>
      </Card>
      <Plans plans={billing.plans} />
      {billing.prices.length > 0 && <Prices prices={billing.prices} />}
      <Card className="lg:col-span-2">
        <CardHeader title="What counts" />
        <dl className="grid gap-x-8 gap-y-4 px-4 pt-3 pb-5 sm:grid-cols-2 sm:px-5">
          <Rule name="One request, one count">
            Each request that is let in counts once, whatever its length, and however it ends.
          </Rule>
          <Rule name="Refusals are free">
            A request refused for a limit, a wrong key or a faulty body counts against nothing.
          </Rule>
          <Rule name="Windows slide">
            A window looks back from now. As it moves on, old requests count less and less, so a limit frees
            up gradually.
          </Rule>
          <Rule name="Tokens are shown, and charged on prepaid plans only">
            Within the limits of the other plans nothing is charged. A month’s tokens are those of answers
            that would be charged; all that were used are in the summary and on each receipt in{" "}
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

/** A month's tokens, and money where there is any: an allowance without credit has none. */
function Money({ billing }: { billing: Billing }) {
  const isPrepaid = billing.plan.charging === "prepaid";
  return (
    <dl className="mt-4 grid gap-2 border-line border-t pt-4">
      <Amount name="Tokens that count this month">
        {formatWhole(billing.tokens.used)}
        {billing.tokens.limit !== null && ` of ${formatWhole(billing.tokens.limit)}`}
      </Amount>
      {(isPrepaid || billing.month_cost_nanousd !== 0) && (
        <Amount name="Cost this month">{formatUsd(billing.month_cost_nanousd)}</Amount>
      )}
      {(isPrepaid || billing.balance_nanousd !== 0) && (
        <Amount name="Balance">{formatUsd(billing.balance_nanousd)}</Amount>
      )}
      {isPrepaid && <Amount name="Held for requests under way">{formatUsd(billing.held_nanousd)}</Amount>}
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
