import { useQuery } from "@tanstack/react-query";
import { Search } from "lucide-react";
import type { FormEvent } from "react";
import { useSearchParams } from "react-router";
import { Button } from "@/components/ui/controls/button";
import { Input } from "@/components/ui/controls/field";
import { EmptyState } from "@/components/ui/feedback/empty-state";
import { ErrorState } from "@/components/ui/feedback/error-state";
import { Skeleton } from "@/components/ui/feedback/skeleton";
import { Card } from "@/components/ui/layout/card";
import { PageHeader } from "@/components/ui/layout/page-header";
import { searchQuery } from "@/lib/api/admin-queries";
import { usePortal } from "@/lib/portal";
import { SearchResults } from "./search-results";

const QUERY_MAX = 254;

/** Search for all kinds of objects. The query is in the URL. */
export function AdminSearchPage() {
  const { api } = usePortal();
  const [search, setSearch] = useSearchParams();
  const query = search.get("q")?.trim() ?? "";
  const results = useQuery(searchQuery(api, query));
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const q = new FormData(event.currentTarget).get("q");
    setSearch({ q: String(q).trim() });
  };
  return (
    <>
      <PageHeader title="Admin">
        Search for an account, a key or a request. Your actions are recorded in the audit log.
      </PageHeader>
      <search>
        <form onSubmit={submit} className="mb-5 flex gap-2">
          <Input
            key={query}
            type="search"
            name="q"
            aria-label="Search"
            required
            maxLength={QUERY_MAX}
            autoComplete="off"
            spellCheck={false}
            defaultValue={query}
            placeholder="E-mail, organisation, key or ID"
            className="flex-1"
          />
          <Button type="submit" variant="primary" className="h-10">
            <Search size={16} aria-hidden="true" />
            Search
          </Button>
        </form>
      </search>
      {query === "" && (
        <Card>
          <EmptyState title="What are you looking for?">
            Enter an e-mail address, the start of an organisation's name, the first characters of a key, or
            any ID, including a request ID.
          </EmptyState>
        </Card>
      )}
      {results.isLoading && <Skeleton className="h-44 w-full rounded-xl" />}
      {results.isError && !results.data && (
        <Card>
          <ErrorState
            error={results.error}
            title="The search failed"
            onRetry={() => void results.refetch()}
          />
        </Card>
      )}
      {results.data && <SearchResults found={results.data} query={query} />}
    </>
  );
}
