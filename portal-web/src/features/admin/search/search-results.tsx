import type { ReactNode } from "react";
import { Link } from "react-router";
import { EmptyState } from "@/components/ui/feedback/empty-state";
import { Card, CardHeader } from "@/components/ui/layout/card";
import type { Found } from "@/lib/api/admin-queries";
import { ADMIN_PATHS } from "../admin-paths";
import { OutcomeBadge, StateBadge } from "../state-badge";

const statusBadge = (suspended: boolean) => <StateBadge state={suspended ? "suspended" : "active"} />;

/** Search results grouped by kind, each linked to its page. */
export function SearchResults({ found, query }: { found: Found; query: string }) {
  const { users, organizations, keys, requests } = found;
  if (users.length + organizations.length + keys.length + requests.length === 0) {
    return (
      <Card>
        <EmptyState title="No results">
          No account, key or request matches “{query}”. Enter e-mail addresses and IDs in full.
        </EmptyState>
      </Card>
    );
  }
  return (
    <div className="grid grid-cols-1 gap-5">
      <ResultGroup title="Users">
        {users.map(({ id, email, display_name, suspended }) => (
          <Result key={id} to={ADMIN_PATHS.user(id)} name={email ?? id} note={display_name}>
            {statusBadge(suspended)}
          </Result>
        ))}
      </ResultGroup>
      <ResultGroup title="Organisations">
        {organizations.map(({ id, name, kind, suspended }) => (
          <Result key={id} to={ADMIN_PATHS.organization(id)} name={name} note={`${kind} · ${id}`}>
            {statusBadge(suspended)}
          </Result>
        ))}
      </ResultGroup>
      <ResultGroup title="Keys">
        {keys.map(({ id, name, masked, status }) => (
          <Result
            key={id}
            to={ADMIN_PATHS.key(id)}
            name={name}
            note={<span className="font-mono">{masked}</span>}
          >
            <StateBadge state={status} />
          </Result>
        ))}
      </ResultGroup>
      <ResultGroup title="Requests">
        {requests.map(({ request_id, state, outcome }) => (
          <Result key={request_id} to={ADMIN_PATHS.request(request_id)} name={request_id} note={state}>
            <OutcomeBadge outcome={outcome} />
          </Result>
        ))}
      </ResultGroup>
    </div>
  );
}

function ResultGroup({ title, children }: { title: string; children: readonly ReactNode[] }) {
  if (children.length === 0) return null;
  return (
    <Card>
      <CardHeader title={title} />
      <ul className="px-2 pt-1.5 pb-2 sm:px-3">{children}</ul>
    </Card>
  );
}

function Result({
  to,
  name,
  note,
  children,
}: {
  to: string;
  name: string;
  note: ReactNode;
  children: ReactNode;
}) {
  return (
    <li>
      <Link to={to} className="flex items-center justify-between gap-4 rounded-lg px-2 py-2 hover:bg-sunken">
        <span className="min-w-0">
          <span className="block truncate font-medium">{name}</span>
          <span className="block truncate text-ink-3 text-sm">{note}</span>
        </span>
        {children}
      </Link>
    </li>
  );
}
