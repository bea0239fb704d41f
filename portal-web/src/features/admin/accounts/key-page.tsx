import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { type InspectedKey, keyQuery } from "@/lib/api/admin-queries";
import { formatWhole } from "@/lib/format";
import { usePortal } from "@/lib/portal";
import { keyState } from "../actions/account-actions";
import { ActionButton } from "../actions/action-button";
import { ADDRESS } from "../addresses";
import { at, Fact, Facts, IdFact } from "../facts";
import { Loaded } from "../loaded";
import { RequestLogsCard } from "../requests/request-logs-card";
import { StateBadge } from "../state-badge";

export function KeyPage() {
  const { api } = usePortal();
  const { id = "" } = useParams();
  const key = useQuery(keyQuery(api, id));
  return (
    <Loaded query={key} title="Key">
      {(found) => (
        <>
          <PageHeader
            title={found.name}
            actions={
              <>
                <Button asChild>
                  <Link to={ADDRESS.audit({ target_id: found.id })}>History</Link>
                </Button>
                {found.status !== "revoked" && <ActionButton action={keyState(found)} />}
              </>
            }
          >
            API key
          </PageHeader>
          <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-5 lg:grid-cols-2">
            <About apiKey={found} />
            <RequestLogsCard filter={{ key_id: found.id }} />
          </div>
        </>
      )}
    </Loaded>
  );
}

function About({ apiKey: key }: { apiKey: InspectedKey }) {
  return (
    <Card>
      <CardHeader title="Key" aside={<StateBadge state={key.status} />} />
      <Facts>
        <Fact name="Key">
          <span className="font-mono text-sm">{key.masked}</span>
        </Fact>
        <IdFact name="Key id" id={key.id} />
        <IdFact
          name="Organisation id"
          id={key.organization_id}
          to={ADDRESS.organization(key.organization_id)}
        />
        {key.created_by && <IdFact name="Made by" id={key.created_by} to={ADDRESS.user(key.created_by)} />}
        <Fact name="Issuer">{key.issuer}</Fact>
        {key.issuer_key_id && <IdFact name="Issuer's id" id={key.issuer_key_id} />}
        <Fact name="Models">{key.models?.join(", ") ?? "its organisation's"}</Fact>
        <Fact name="Requests per minute">
          {key.requests_per_minute === null ? "the plan's" : formatWhole(key.requests_per_minute)}
        </Fact>
        <Fact name="Created">{at(key.created_at, "–")}</Fact>
        <Fact name="Last used">{at(key.last_used_at, "never")}</Fact>
        <Fact name="Expires">{at(key.expires_at, "never")}</Fact>
        {key.disabled_at && <Fact name="Disabled">{at(key.disabled_at, "–")}</Fact>}
        {key.revoked_at && <Fact name="Revoked">{at(key.revoked_at, "–")}</Fact>}
      </Facts>
    </Card>
  );
}
