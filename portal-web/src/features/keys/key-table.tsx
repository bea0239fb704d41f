import { Pencil, RotateCw } from "lucide-react";
import { cn } from "@/components/ui/class-names";
import { Button } from "@/components/ui/controls/button";
import { Badge, type Tone } from "@/components/ui/feedback/badge";
import { Ago } from "@/components/ui/text/ago";
import type { ApiKey, ListedApiKey, Me } from "@/lib/api/queries";
import { formatCount, formatWhole } from "@/lib/format/numbers";
import { formatDate } from "@/lib/format/times";

const TONES: Readonly<Record<ApiKey["status"], Tone>> = {
  active: "good",
  disabled: "warn",
  expired: "neutral",
  revoked: "neutral",
};

export function KeyTable({
  keys,
  me,
  onEdit,
  onRotate,
  onRevoke,
}: {
  keys: readonly ListedApiKey[];
  me: Me | undefined;
  onEdit: (key: ApiKey) => void;
  onRotate: (key: ApiKey) => void;
  onRevoke: (key: ApiKey) => void;
}) {
  const hasExpiry = keys.some((key) => key.expires_at !== null);
  const hasModels = keys.some((key) => key.models !== null);
  return (
    <table className="w-full">
      <thead className="max-sm:sr-only">
        <tr className="card-row text-left text-ink-3 text-sm [&>th]:pt-3.5 [&>th]:pb-2 [&>th]:font-normal">
          <th>Name</th>
          <th className="max-md:hidden">Key</th>
          <th className="max-sm:hidden">Status</th>
          {hasModels && <th className="max-xl:hidden">Models</th>}
          {hasExpiry && <th className="max-xl:hidden">Expires</th>}
          <th className="max-lg:hidden">Created</th>
          <th className="max-md:hidden">Last used</th>
          <th className="text-right max-lg:hidden">Requests (7 days)</th>
          <th>
            <span className="sr-only">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {keys.map((key) => (
          <tr key={key.id} className="card-row border-line border-t max-sm:first:border-t-0 [&>*]:py-3">
            <th scope="row" className="w-[32%] max-w-0 text-left font-medium max-md:w-full">
              <span
                className={cn("block truncate", key.status === "revoked" && "text-ink-3")}
                title={key.name}
              >
                {key.name}
              </span>
              <span className="mt-0.5 block truncate font-mono font-normal text-ink-3 text-xs md:hidden">
                {key.masked}
              </span>
              <span className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1 font-normal text-ink-3 text-xs md:hidden">
                <span className="sm:hidden">
                  <Badge tone={TONES[key.status]}>{key.status}</Badge>
                </span>
                <LastUsed apiKey={key} />
              </span>
            </th>
            <td className="whitespace-nowrap font-mono text-ink-2 text-sm max-md:hidden">{key.masked}</td>
            <td className="max-sm:hidden">
              <Badge tone={TONES[key.status]}>{key.status}</Badge>
            </td>
            {hasModels && (
              <td className="text-ink-2 max-xl:hidden">
                {key.models === null ? "All" : key.models.join(", ")}
              </td>
            )}
            {hasExpiry && (
              <td className="whitespace-nowrap text-ink-2 max-xl:hidden">
                {key.expires_at === null ? "Never" : formatDate(new Date(key.expires_at))}
              </td>
            )}
            <td className="whitespace-nowrap text-ink-2 max-lg:hidden">
              {formatDate(new Date(key.created_at))}
            </td>
            <td className="whitespace-nowrap text-ink-2 max-md:hidden">
              <LastUsed apiKey={key} />
            </td>
            <td className="text-right max-lg:hidden" title={formatWhole(key.requests_7d)}>
              {formatCount(key.requests_7d)}
            </td>
            <td className="text-right">
              {key.status !== "revoked" && mayEdit(key, me) && (
                <span className="inline-flex items-center">
                  {key.status !== "expired" && (
                    <>
                      <Button
                        variant="ghost"
                        size="icon-small"
                        aria-label={`Edit ${key.name}`}
                        title="Edit"
                        onClick={() => onEdit(key)}
                      >
                        <Pencil size={15} aria-hidden="true" />
                      </Button>
                      {key.rotated_at === null && (
                        <Button
                          variant="ghost"
                          size="icon-small"
                          aria-label={`Rotate ${key.name}`}
                          title="Rotate"
                          onClick={() => onRotate(key)}
                        >
                          <RotateCw size={15} aria-hidden="true" />
                        </Button>
                      )}
                    </>
                  )}
                  <Button
                    variant="ghost"
                    size="small"
                    className="hover:text-bad"
                    aria-label={`Revoke ${key.name}`}
                    onClick={() => onRevoke(key)}
                  >
                    Revoke
                  </Button>
                </span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function LastUsed({ apiKey }: { apiKey: ApiKey }) {
  if (apiKey.last_used_at === null) return <span className="text-ink-3">Never used</span>;
  return (
    <span className="whitespace-nowrap">
      <span className="md:hidden">Used </span>
      <Ago at={apiKey.last_used_at} />
    </span>
  );
}

/** Members may edit and revoke only the keys they created. */
function mayEdit(key: ApiKey, me: Me | undefined): boolean {
  if (!me) return false;
  return me.organization.role !== "member" || key.created_by === me.user.id;
}
