import { useQuery } from "@tanstack/react-query";
import { ChevronsUpDown } from "lucide-react";
import { type ComponentProps, lazy } from "react";
import { Link } from "react-router";
import { Badge } from "@/components/ui/feedback/badge";
import { Skeleton } from "@/components/ui/feedback/skeleton";
import { LazyMenu } from "@/components/ui/overlays/lazy-menu";
import { meQuery } from "@/lib/api/queries";
import { planName } from "@/lib/format/plan-name";
import { PATHS } from "@/lib/paths";
import { usePortal } from "@/lib/portal";

const OrganizationMenuItems = lazy(() => import("./organization-menu-items"));

/** The current organisation and its plan; a menu if there are several organisations. */
export function OrganizationSwitcher() {
  const { api } = usePortal();
  const { data: me } = useQuery(meQuery(api));
  if (!me) {
    return (
      <div className="mb-3 flex h-11 items-center px-2.5">
        <Skeleton className="h-4 w-32" />
      </div>
    );
  }
  const plan = <Badge tone={me.plan === "free" ? "neutral" : "accent"}>{planName(me.plan)}</Badge>;
  if (me.organizations.length < 2) {
    return (
      <Link
        to={PATHS.billing}
        className="mb-3 flex h-11 items-center justify-between gap-2 rounded-lg px-2.5 hover:bg-sunken"
      >
        <span className="truncate font-medium" title={me.organization.name}>
          {me.organization.name}
        </span>
        {plan}
      </Link>
    );
  }
  return (
    <LazyMenu
      trigger={(props) => (
        <OrganizationButton {...props} name={me.organization.name}>
          {plan}
        </OrganizationButton>
      )}
      menu={(trigger) => <OrganizationMenuItems me={me} trigger={trigger} />}
    />
  );
}

function OrganizationButton({ name, children, ...rest }: ComponentProps<"button"> & { name: string }) {
  return (
    <button
      type="button"
      className="mb-3 flex h-11 w-full items-center gap-2 rounded-lg border border-line px-2.5 text-left hover:bg-sunken"
      {...rest}
    >
      <span className="min-w-0 flex-1 truncate font-medium">
        <span className="sr-only">Organisation: </span>
        {name}
      </span>
      {children}
      <ChevronsUpDown size={14} className="shrink-0 text-ink-3" aria-hidden="true" />
    </button>
  );
}
