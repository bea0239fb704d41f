import type { ReactNode } from "react";
import { Link } from "react-router";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/states";
import type { Found } from "@/lib/api/admin-queries";
import { ADDRESS } from "../addresses";
import { EndingBadge, StateBadge } from "../state-badge";

const standing = (suspended: boolean) => <StateBadge state={suspended ? "suspended" : "active"} />;

/** What fits, each kind by itself; each leads to its page. */
export function Results({ found, asked }: { found: Found; asked: string }) {
  const { users, organizations, keys, requests } = found;
  if (users.length + organizations.length + keys.length + requests.length === 0) {
    return (
      <Card>
        <EmptyState title="Nothing fits">
          There is no account, key or request for “{asked}”. Addresses and ids must be whole.
        </EmptyState>
      </Card>
    );
  }
  return (
    <div className="grid grid-cols-1 gap-5">
      <Group title="Users">
        {users.map(({ id, email, display_name, suspended }) => (
          <Hit key={id} to={ADDRESS.user(id)} name={email ?? id} note={display_name}>
            {standing(suspended)}
          </Hit>
        ))}
      </Group>
      <Group title="Organisations">
        {organizations.map(({ id, name, kind, suspended }) => (
          <Hit key={id} to={ADDRESS.organization(id)} name={name} note={`${kind} · ${id}`}>
            {standing(suspended)}
          </Hit>
        ))}
      </Group>
      <Group title="Keys">
        {keys.map(({ id, name, masked, status }) => (
          <Hit key={id} to={ADDRESS.key(id)} name={name} note={<span className="font-mono">{masked}</span>}>
            <StateBadge state={status} />
          </Hit>
        ))}
      </Group>
      <Group title="Requests">
        {requests.map(({ request_id, state, ending }) => (
          <Hit key={request_id} to={ADDRESS.request(request_id)} name={request_id} note={state}>
            <EndingBadge ending={ending} />
          </Hit>
        ))}
      </Group>
    </div>
  );
}

function Group({ title, children }: { title: string; children: readonly ReactNode[] }) {
  if (children.length === 0) return null;
  return (
    <Card>
      <CardHeader title={title} />
      <ul className="px-2 pt-1.5 pb-2 sm:px-3">{children}</ul>
    </Card>
  );
}

function Hit({
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
