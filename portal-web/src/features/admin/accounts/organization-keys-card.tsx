import { useInfiniteQuery } from "@tanstack/react-query";
import { Card, CardHeader } from "@/components/ui/layout/card";
import { PagedList } from "@/components/ui/layout/paged-list";
import { Ago } from "@/components/ui/text/ago";
import { type InspectedKey, organizationKeysQuery } from "@/lib/api/admin-queries";
import { usePortal } from "@/lib/portal";
import { keyState } from "../actions/account-actions";
import { ActionButton } from "../actions/action-button";
import { ADMIN_PATHS } from "../admin-paths";
import { TextLink } from "../details";
import { StateBadge } from "../state-badge";

export function OrganizationKeysCard({ organizationId }: { organizationId: string }) {
  const { api } = usePortal();
  const keys = useInfiniteQuery(organizationKeysQuery(api, organizationId));
  return (
    <Card className="lg:col-span-2">
      <CardHeader title="Keys" />
      <PagedList
        query={keys}
        errorTitle="Keys could not be loaded"
        empty="No keys."
        loadMore="Show older keys"
      >
        {(entries) => (
          <ul className="px-4 pt-1.5 pb-2 sm:px-5">
            {entries.map((key) => (
              <KeyRow key={key.id} apiKey={key} />
            ))}
          </ul>
        )}
      </PagedList>
    </Card>
  );
}

function KeyRow({ apiKey }: { apiKey: InspectedKey }) {
  return (
    <li className="flex items-center gap-4 border-line py-2 not-first:border-t">
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">
          <TextLink to={ADMIN_PATHS.key(apiKey.id)}>{apiKey.name}</TextLink>
        </span>
        <span className="flex flex-wrap gap-x-2 text-ink-3 text-sm">
          <span className="font-mono">{apiKey.masked}</span>
          <span>
            {apiKey.last_used_at ? (
              <>
                used <Ago at={apiKey.last_used_at} />
              </>
            ) : (
              "never used"
            )}
          </span>
        </span>
      </span>
      <StateBadge state={apiKey.status} />
      {apiKey.status !== "revoked" && (
        <ActionButton size="small" action={keyState(apiKey)} of={apiKey.name} />
      )}
    </li>
  );
}
