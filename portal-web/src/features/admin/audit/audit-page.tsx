import { useInfiniteQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router";
import { Card } from "@/components/ui/layout/card";
import { PageHeader } from "@/components/ui/layout/page-header";
import { PagedList } from "@/components/ui/layout/paged-list";
import { type AuditFilter, auditLogQuery } from "@/lib/api/admin-queries";
import { usePortal } from "@/lib/portal";
import { AuditEntryRow } from "./audit-entry-row";
import { AuditFilters, FILTERS } from "./audit-filters";

/** The audit log. Its filter is in the URL. */
export function AuditPage() {
  const { api } = usePortal();
  const [search, setSearch] = useSearchParams();
  const filter = filterOf(search);
  const log = useInfiniteQuery(auditLogQuery(api, filter));
  return (
    <>
      <PageHeader title="Audit log">
        Every operator action and every change to keys and organisations, newest first.
      </PageHeader>
      <AuditFilters key={search.toString()} filter={filter} onChange={setSearch} />
      <Card>
        <PagedList
          query={log}
          errorTitle="The audit log could not be loaded"
          empty="No matching entries."
          loadMore="Show older entries"
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
  const values = FILTERS.map(({ name }) => [name, search.get(name)?.trim()]).filter(([, value]) => value);
  return Object.fromEntries(values);
}
