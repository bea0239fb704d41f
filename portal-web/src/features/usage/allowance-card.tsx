import { LimitMeter } from "@/components/limit-meter";
import { Skeleton } from "@/components/ui/feedback/skeleton";
import { Card, CardHeader } from "@/components/ui/layout/card";
import type { UsageSummary } from "@/lib/api/queries";
import { planName } from "@/lib/format/plan-name";

export function AllowanceCard({ usage }: { usage: UsageSummary | undefined }) {
  return (
    <Card>
      <CardHeader title="Limits" note={usage ? `${planName(usage.plan)} plan` : " "} />
      <div className="grid gap-6 px-4 pt-4 pb-5 sm:px-5">
        {usage
          ? usage.allowance.map((limit) => <LimitMeter key={limit.name} limit={limit} />)
          : [0, 1, 2].map((row) => (
              <div key={row} className="grid gap-2.5">
                <Skeleton className="h-4 w-2/3" />
                <Skeleton className="h-1.5 w-full" />
                <Skeleton className="h-3.5 w-1/2" />
              </div>
            ))}
        {usage?.allowance.length === 0 && <p className="text-ink-2">This plan has no limits.</p>}
      </div>
    </Card>
  );
}
