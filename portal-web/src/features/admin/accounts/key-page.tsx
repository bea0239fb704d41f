import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { Button } from "@/components/ui/controls/button";
import { Card, CardHeader } from "@/components/ui/layout/card";
import { PageHeader } from "@/components/ui/layout/page-header";
import { type InspectedKey, keyQuery } from "@/lib/api/admin-queries";
import { formatWhole } from "@/lib/format/numbers";
import { usePortal } from "@/lib/portal";
import { keyState } from "../actions/account-actions";
import { ActionButton } from "../actions/action-button";
import { ADMIN_PATHS } from "../admin-paths";
import { Detail, DetailList, dateTimeOr, IdDetail } from "../details";
import { LoadedPage } from "../loaded-page";
import { RequestLogsCard } from "../requests/request-logs-card";
import { StateBadge } from "../state-badge";

export function KeyPage() {
  const { api } = usePortal();
  const { id = "" } = useParams();
  const key = useQuery(keyQuery(api, id));
  return (
    <LoadedPage query={key} title="Key">
      {(apiKey) => (
        <>
          <PageHeader
            title={apiKey.name}
            actions={
              <>
                <Button asChild>
                  <Link to={ADMIN_PATHS.audit({ target_id: apiKey.id })}>History</Link>
                </Button>
                {apiKey.status !== "revoked" && <ActionButton action={keyState(apiKey)} />}
              </>
            }
          >
            API key
          </PageHeader>
          <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-5 lg:grid-cols-2">
            <KeyDetailsCard apiKey={apiKey} />
            <RequestLogsCard filter={{ key_id: apiKey.id }} />
          </div>
        </>
      )}
    </LoadedPage>
  );
}

function KeyDetailsCard({ apiKey: key }: { apiKey: InspectedKey }) {
  return (
    <Card>
      <CardHeader title="Key" aside={<StateBadge state={key.status} />} />
      <DetailList>
        <Detail name="Key">
          <span className="font-mono text-sm">{key.masked}</span>
        </Detail>
        <IdDetail name="Key ID" id={key.id} />
        <IdDetail
          name="Organisation ID"
          id={key.organization_id}
          to={ADMIN_PATHS.organization(key.organization_id)}
        />
        {key.created_by && (
          <IdDetail name="Created by" id={key.created_by} to={ADMIN_PATHS.user(key.created_by)} />
        )}
        <Detail name="Issuer">{key.issuer}</Detail>
        {key.issuer_key_id && <IdDetail name="Issuer key ID" id={key.issuer_key_id} />}
        <Detail name="Models">{key.models?.join(", ") ?? "same as the organisation"}</Detail>
        <Detail name="Requests per minute">
          {key.requests_per_minute === null ? "plan default" : formatWhole(key.requests_per_minute)}
        </Detail>
        <Detail name="Created">{dateTimeOr(key.created_at, "–")}</Detail>
        <Detail name="Last used">{dateTimeOr(key.last_used_at, "never")}</Detail>
        <Detail name="Expires">{dateTimeOr(key.expires_at, "never")}</Detail>
        {key.disabled_at && <Detail name="Disabled">{dateTimeOr(key.disabled_at, "–")}</Detail>}
        {key.revoked_at && <Detail name="Revoked">{dateTimeOr(key.revoked_at, "–")}</Detail>}
      </DetailList>
    </Card>
  );
}
