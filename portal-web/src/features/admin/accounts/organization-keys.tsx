import { useInfiniteQuery } from "@tanstack/react-query";
import { PagedList } from "@/components/paged-list";
import { Card, CardHeader } from "@/components/ui/card";
import { Ago } from "@/components/ui/moment";
import { type InspectedKey, organizationKeysQuery } from "@/lib/api/admin-queries";
import { usePortal } from "@/lib/portal";
import { keyState } from "../actions/account-actions";
import { ActionButton } from "../actions/action-button";
import { ADDRESS } from "../addresses";
import { TextLink } from "../facts";
import { StateBadge } from "../state-badge";

export function OrganizationKeys({ organizationId }: { organizationId: string }) {
  const { api } = usePortal();
  const keys = useInfiniteQuery(organizationKeysQuery(api, organizationId));
  return (
    <Card className="lg:col-span-2">
      <CardHeader title="Keys" />
      <PagedList
        query={keys}
        failed="Keys could not be loaded"
        empty="It has no keys."
        older="Show older keys"
      >
        {(entries) => (
          <ul className="px-4 pt-1.5 pb-2 sm:px-5">
            {entries.map((key) => (
              <Row key={key.id} apiKey={key} />
            ))}
          </ul>
        )}
      </PagedList>
    </Card>
  );
}

function Row({ apiKey }: { apiKey: InspectedKey }) {
  return (
    <li className="flex items-center gap-4 border-line py-2 not-first:border-t">
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">
          <TextLink to={ADDRESS.key(apiKey.id)}>{apiKey.name}</TextLink>
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
