import { Plus } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useNotice } from "@/components/notices";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import { ok } from "@/lib/api/client";
import type { Me, Organization } from "@/lib/api/queries";
import { formatDate } from "@/lib/format";
import { byAge } from "@/lib/organization";
import { usePortal } from "@/lib/portal";
import { ROLE_NAMES } from "./roles";

const OrganizationNameDialog = lazy(async () => ({
  default: (await import("./organization-name-dialog")).OrganizationNameDialog,
}));

/** Every organisation the person belongs to, and which of them pages act for. */
export function OrganizationsCard({ me }: { me: Me | undefined }) {
  const [isMaking, setMaking] = useState(false);
  const make = useMakeTeam();
  return (
    <Card>
      <CardHeader
        title="Organisations"
        note="Keys, usage and plan belong to an organisation"
        aside={
          <Button size="small" onClick={() => setMaking(true)}>
            <Plus size={15} aria-hidden="true" />
            New team
          </Button>
        }
      />
      <ul className="px-4 pt-2 pb-3 sm:px-5">
        {!me && <Skeleton className="my-2 h-6 w-full" />}
        {me &&
          byAge(me.organizations).map((organization) => (
            <OrganizationRow
              key={organization.id}
              organization={organization}
              isActedFor={organization.id === me.organization.id}
            />
          ))}
      </ul>
      <Suspense>
        {isMaking && (
          <OrganizationNameDialog
            title="Make a team"
            description="With keys, usage and limits of its own, on the free plan. You are its owner."
            submit="Make team"
            onSubmit={async (name) => {
              await make(name);
              setMaking(false);
            }}
            onClose={() => setMaking(false)}
          />
        )}
      </Suspense>
    </Card>
  );
}

function OrganizationRow({ organization, isActedFor }: { organization: Organization; isActedFor: boolean }) {
  const { organization: choice } = usePortal();
  const kind = organization.kind === "personal" ? "Personal" : ROLE_NAMES[organization.role];
  return (
    <li className="flex min-h-14 items-center justify-between gap-4 border-line py-2.5 not-first:border-t">
      <span className="min-w-0">
        <span className="block truncate font-medium" title={organization.name}>
          {organization.name}
        </span>
        <span className="text-ink-3 text-sm">
          {kind}, since {formatDate(new Date(organization.created_at))}
        </span>
      </span>
      <span className="flex items-center gap-2">
        {organization.suspended && <Badge tone="bad">suspended</Badge>}
        {isActedFor ? (
          <Badge tone="accent">current</Badge>
        ) : (
          <Button
            size="small"
            aria-label={`Switch to ${organization.name}`}
            onClick={() => choice.choose(organization.id)}
          >
            Switch
          </Button>
        )}
      </span>
    </li>
  );
}

function useMakeTeam(): (name: string) => Promise<void> {
  const { api, organization } = usePortal();
  const tell = useNotice();
  return async (name) => {
    const made = await ok(api.POST("/portal/organizations", { body: { name } }));
    tell(`“${made.name}” is ready. Invite who works with you.`);
    organization.choose(made.id);
  };
}
