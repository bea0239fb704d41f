import { useQuery } from "@tanstack/react-query";
import { Search } from "lucide-react";
import type { FormEvent } from "react";
import { useSearchParams } from "react-router";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Input } from "@/components/ui/field";
import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";
import { EmptyState, ErrorState } from "@/components/ui/states";
import { findQuery } from "@/lib/api/admin-queries";
import { usePortal } from "@/lib/portal";
import { Results } from "./results";

const QUERY_MAX = 254;

/** One field for everything. What was asked is in the address. */
export function FindPage() {
  const { api } = usePortal();
  const [search, setSearch] = useSearchParams();
  const asked = search.get("q")?.trim() ?? "";
  const found = useQuery(findQuery(api, asked));
  const ask = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = new FormData(event.currentTarget).get("q");
    setSearch({ q: String(typed).trim() });
  };
  return (
    <>
      <PageHeader title="Admin">
        Find an account, a key or a request. What you do is in the audit log.
      </PageHeader>
      <search>
        <form onSubmit={ask} className="mb-5 flex gap-2">
          <Input
            key={asked}
            type="search"
            name="q"
            aria-label="Find"
            required
            maxLength={QUERY_MAX}
            autoComplete="off"
            spellCheck={false}
            defaultValue={asked}
            placeholder="E-mail, organisation, key or id"
            className="flex-1"
          />
          <Button type="submit" look="primary" className="h-10">
            <Search size={16} aria-hidden="true" />
            Find
          </Button>
        </form>
      </search>
      {asked === "" && (
        <Card>
          <EmptyState title="What are you looking for?">
            An e-mail address, the begin of an organisation's name, the first characters of a key, or the id
            of anything, a request's too.
          </EmptyState>
        </Card>
      )}
      {found.isLoading && <Skeleton className="h-44 w-full rounded-xl" />}
      {found.isError && !found.data && (
        <Card>
          <ErrorState error={found.error} title="The search failed" onRetry={() => void found.refetch()} />
        </Card>
      )}
      {found.data && <Results found={found.data} asked={asked} />}
    </>
  );
}
