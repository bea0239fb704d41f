import { Plus } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/controls/button";
import { Badge } from "@/components/ui/feedback/badge";
import { Skeleton } from "@/components/ui/feedback/skeleton";
import { useToast } from "@/components/ui/feedback/toasts";
import { Card, CardHeader } from "@/components/ui/layout/card";
import { ok } from "@/lib/api/client";
import type { Me, Organization } from "@/lib/api/queries";
import { formatDate } from "@/lib/format/times";
import { usePortal } from "@/lib/portal";
import { byCreation } from "@/lib/state/selected-organization";
import { ROLE_NAMES } from "../roles";

const OrganizationNameDialog = lazy(async () => ({
  default: (await import("./organization-name-dialog")).OrganizationNameDialog,
}));

/** All organisations of the user, and which one is selected. */
export function OrganizationsCard({ me }: { me: Me | undefined }) {
  const [isCreating, setCreating] = useState(false);
  const createTeam = useCreateTeam();
  return (
    <Card>
      <CardHeader
        title="Organisations"
        note="Keys, usage and plan belong to an organisation"
        aside={
          <Button size="small" onClick={() => setCreating(true)}>
            <Plus size={15} aria-hidden="true" />
            New team
          </Button>
        }
      />
      <ul className="px-4 pt-2 pb-3 sm:px-5">
        {!me && <Skeleton className="my-2 h-6 w-full" />}
        {me &&
          byCreation(me.organizations).map((organization) => (
            <OrganizationRow
              key={organization.id}
              organization={organization}
              isSelected={organization.id === me.organization.id}
            />
          ))}
      </ul>
      <Suspense>
        {isCreating && (
          <OrganizationNameDialog
            title="Create a team"
            description="A team has its own keys, usage and limits. It starts on the free plan, and you are its owner."
            submit="Create team"
            onSubmit={async (name) => {
              await createTeam(name);
              setCreating(false);
            }}
            onClose={() => setCreating(false)}
          />
        )}
      </Suspense>
    </Card>
  );
}

function OrganizationRow({ organization, isSelected }: { organization: Organization; isSelected: boolean }) {
  const { organization: selected } = usePortal();
  const kind = organization.kind === "personal" ? "Personal" : ROLE_NAMES[organization.role];
  return (
    <li className="flex min-h-14 items-center justify-between gap-4 border-line py-2.5 not-first:border-t">
      <span className="min-w-0">
        <span className="block truncate font-medium" title={organization.name}>
          {organization.name}
        </span>
        <span className="text-ink-3 text-sm">
          {kind}, created {formatDate(new Date(organization.created_at))}
        </span>
      </span>
      <span className="flex items-center gap-2">
        {organization.suspended && <Badge tone="bad">suspended</Badge>}
        {isSelected ? (
          <Badge tone="accent">current</Badge>
        ) : (
          <Button
            size="small"
            aria-label={`Switch to ${organization.name}`}
            onClick={() => selected.select(organization.id)}
          >
            Switch
          </Button>
        )}
      </span>
    </li>
  );
}

function useCreateTeam(): (name: string) => Promise<void> {
  const { api, organization } = usePortal();
  const toast = useToast();
  return async (name) => {
    const team = await ok(api.POST("/portal/organizations", { body: { name } }));
    toast(`“${team.name}” was created. Invite your team.`);
    organization.select(team.id);
  };
}
