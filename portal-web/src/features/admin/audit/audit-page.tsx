import { useInfiniteQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router";
import { PagedList } from "@/components/paged-list";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { type AuditFilter, auditLogQuery } from "@/lib/api/admin-queries";
import { usePortal } from "@/lib/portal";
import { AuditEntryRow } from "./audit-entry-row";
import { AuditFilters, FILTERS } from "./audit-filters";

/** Who did what to what, and why. The filter is in the address. */
export function AuditPage() {
  const { api } = usePortal();
  const [search, setSearch] = useSearchParams();
  const filter = filterOf(search);
  const log = useInfiniteQuery(auditLogQuery(api, filter));
  return (
    <>
      <PageHeader title="Audit log">
        Every action of operators, and every change of keys and organisations, newest first.
      </PageHeader>
      <AuditFilters key={search.toString()} filter={filter} onChange={setSearch} />
      <Card>
        <PagedList
          query={log}
          failed="The audit log could not be loaded"
          empty="No entry fits."
          older="Show older entries"
        >
          {(entries) => (
            <ol className="px-4 py-1 sm:px-5">
              {entries.map((entry) => (
                <AuditEntryRow key={entry.id} entry={entry} />
              ))}
            </ol>
          )}
        </PagedList>
      </Card>
    </>
  );
}

function filterOf(search: URLSearchParams): AuditFilter {
  const given = FILTERS.map(({ name }) => [name, search.get(name)?.trim()]).filter(([, value]) => value);
  return Object.fromEntries(given);
}
