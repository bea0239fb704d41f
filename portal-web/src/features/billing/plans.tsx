import type { ReactNode } from "react";
import { Badge } from "@/components/ui/feedback/badge";
import { Card, CardHeader } from "@/components/ui/layout/card";
import type { Plan } from "@/lib/api/queries";
import { formatCount, formatWhole } from "@/lib/format/numbers";
import { formatWindow } from "@/lib/format/times";

/** All plans, side by side. */
export function Plans({ plans }: { plans: readonly Plan[] }) {
  return (
    <Card className="lg:col-span-2">
      <CardHeader title="Plans" />
      <ul className="grid grid-cols-[repeat(auto-fit,minmax(min(15rem,100%),1fr))] gap-4 px-4 pt-3 pb-5 sm:px-5">
        {plans.map((plan) => (
          <li
            key={plan.id}
            className="rounded-lg border border-line px-4 py-3.5"
            {...(plan.current ? { "aria-current": "true" } : {})}
          >
            <div className="flex items-center justify-between gap-3">
              <h3 className="font-medium">{plan.display_name}</h3>
              {plan.current && <Badge tone="accent">current plan</Badge>}
            </div>
            <p className="mt-0.5 mb-3 text-pretty text-ink-2 text-sm">{plan.description}</p>
            <PlanFeatures plan={plan} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** What a plan includes, as a list. */
export function PlanFeatures({ plan }: { plan: Plan }) {
  return (
    <ul className="grid gap-1.5">
      {plan.limits.map((limit) => (
        <Line key={limit.name} figure={formatWhole(limit.limit)}>
          requests per {formatWindow(limit.seconds)}, {scopeInWords(limit.scope, plan)}
        </Line>
      ))}
      {plan.monthly_tokens !== null && (
        <Line figure={formatCount(plan.monthly_tokens)}>tokens per month</Line>
      )}
      {plan.concurrent_streams !== null && (
        <Line figure={formatWhole(plan.concurrent_streams)}>concurrent streams</Line>
      )}
      <Line figure={plan.models === null ? "All" : formatWhole(plan.models.length)}>models</Line>
      <li className="text-ink-3 text-sm">
        {plan.charging === "prepaid" ? "Requests are charged to the balance." : "No charges."}
      </li>
      {plan.per_person && (
        <li className="text-pretty text-ink-3 text-sm">
          Every limit is shared by all organisations on this plan that the same person created, also after
          they were handed over.
        </li>
      )}
    </ul>
  );
}

function scopeInWords(scope: "key" | "organization", plan: Plan): string {
  if (scope === "key") return "per key";
  return plan.per_person ? "per person" : "across all keys";
}

function Line({ figure, children }: { figure: string; children: ReactNode }) {
  return (
    <li className="flex items-baseline gap-2">
      <span className="figures font-semibold">{figure}</span>
      <span className="text-ink-2">{children}</span>
    </li>
  );
}
