import type { ReactNode } from "react";
import type { AuditEntry } from "@/lib/api/admin-queries";
import { useNow } from "@/lib/browser/use-now";
import { formatDateTime, formatRowTime } from "@/lib/format/times";
import { ADMIN_PATHS } from "../admin-paths";
import { TextLink } from "../details";
import { changesOf } from "./changes";

const TARGET_PATHS: Readonly<Record<string, (id: string) => string>> = {
  user: ADMIN_PATHS.user,
  organization: ADMIN_PATHS.organization,
  api_key: ADMIN_PATHS.key,
  target: ADMIN_PATHS.target,
  router: ADMIN_PATHS.target,
};

export function AuditEntryRow({ entry }: { entry: AuditEntry }) {
  const now = useNow(60_000);
  const at = new Date(entry.occurred_at);
  const changes = changesOf(entry);
  return (
    <li className="grid gap-x-6 gap-y-1 border-line py-3 not-first:border-t sm:grid-cols-[9rem_minmax(0,1fr)]">
      <time dateTime={entry.occurred_at} title={formatDateTime(at)} className="figures text-ink-3 text-sm">
        {formatRowTime(at, now)}
      </time>
      <div className="grid min-w-0 gap-1">
        <p className="break-words font-medium">
          {entry.action} <AuditTarget type={entry.target_type} id={entry.target_id} />
        </p>
        {changes.length > 0 && (
          <ul className="text-sm">
            {changes.map(({ field, before, after }) => (
              <li key={field} className="break-words">
                <span className="text-ink-3">{field}: </span>
                {before !== null && (
                  <>
                    <del className="text-ink-2 no-underline">{before}</del>
                    <span className="text-ink-3"> → </span>
                  </>
                )}
                <ins className="no-underline">{after}</ins>
              </li>
            ))}
          </ul>
        )}
        {entry.reason && <p className="break-words text-ink-2">“{entry.reason}”</p>}
        <p className="break-words text-ink-3 text-sm">
          by <AuditActor entry={entry} />
          {entry.request_id && <span className="font-mono text-xs"> · {entry.request_id}</span>}
        </p>
      </div>
    </li>
  );
}

function AuditTarget({ type, id }: { type: string; id: string }) {
  const path = TARGET_PATHS[type]?.(id);
  return <Mono>{path ? <TextLink to={path}>{id}</TextLink> : id}</Mono>;
}

function AuditActor({ entry: { actor, actor_type, actor_email } }: { entry: AuditEntry }) {
  if (actor_type === "system") return actor || "system";
  const name = actor_email ?? <Mono>{actor}</Mono>;
  return (
    <>
      {actor_type === "admin" ? "operator " : ""}
      <TextLink to={ADMIN_PATHS.user(actor)}>{name}</TextLink>
    </>
  );
}

function Mono({ children }: { children: ReactNode }) {
  return <span className="break-all font-mono font-normal text-xs">{children}</span>;
}
