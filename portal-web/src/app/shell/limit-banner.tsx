import { useQuery } from "@tanstack/react-query";
import { CircleAlert, TriangleAlert } from "lucide-react";
import { Link } from "react-router";
import { cn } from "@/components/ui/class-names";
import { meQuery, POLL_MS } from "@/lib/api/queries";
import { useNow } from "@/lib/browser/use-now";
import { formatWhole } from "@/lib/format/numbers";
import { formatRelative, formatTimeOrDay, formatWindow } from "@/lib/format/times";
import { mostUrgentLimit } from "@/lib/limits/limit-level";
import { PATHS } from "@/lib/paths";
import { usePortal } from "@/lib/portal";

/** The most urgent limit, when it frees up, and what to do; or that the organisation is suspended. */
export function LimitBanner() {
  const { api } = usePortal();
  const { data: me } = useQuery({ ...meQuery(api), refetchInterval: POLL_MS });
  const now = useNow(30_000);
  if (me?.organization.suspended) {
    return (
      <Banner tone="bad">
        <strong className="font-semibold">{me.organization.name} is suspended.</strong> Requests with its API
        keys are rejected. Contact support for details.
      </Banner>
    );
  }
  const limit = me && mostUrgentLimit(me.allowance);
  if (!limit) return null;
  const resets = new Date(limit.resets_at);
  const window = formatWindow(limit.seconds);
  return (
    <Banner tone={limit.level === "reached" ? "bad" : "warn"}>
      <strong className="font-semibold">
        {limit.level === "reached"
          ? `The limit of ${formatWhole(limit.limit)} requests per ${window} is reached.`
          : `${formatWhole(limit.used)} of ${formatWhole(limit.limit)} requests per ${window} are used.`}
      </strong>{" "}
      {limit.level === "reached"
        ? "New requests are rejected. Capacity frees up from "
        : "Capacity starts to free up "}
      <time dateTime={resets.toISOString()} title={resets.toString()}>
        {formatTimeOrDay(resets, now)} ({formatRelative(resets, now)})
      </time>
      {". "}
      <Link to={PATHS.billing} className="whitespace-nowrap font-medium underline underline-offset-2">
        View your plan
      </Link>
    </Banner>
  );
}

function Banner({ tone, children }: { tone: "warn" | "bad"; children: React.ReactNode }) {
  const Icon = tone === "bad" ? CircleAlert : TriangleAlert;
  return (
    <aside
      aria-label="Limits"
      className={cn(
        "border-b",
        tone === "bad" ? "border-bad/20 bg-bad-soft text-bad" : "border-warn/20 bg-warn-soft text-warn",
      )}
    >
      <p className="mx-auto flex max-w-6xl gap-2.5 px-4 py-2.5 sm:px-8">
        <Icon size={17} className="mt-0.5 shrink-0" aria-hidden="true" />
        <span className="text-pretty">{children}</span>
      </p>
    </aside>
  );
}
