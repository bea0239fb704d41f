import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useSearchParams } from "react-router";
import { Button } from "@/components/ui/controls/button";
import { EmptyState } from "@/components/ui/feedback/empty-state";
import { ErrorState } from "@/components/ui/feedback/error-state";
import { Skeleton } from "@/components/ui/feedback/skeleton";
import { Card } from "@/components/ui/layout/card";
import { PageHeader } from "@/components/ui/layout/page-header";
import { type ApiKey, keysQuery, meQuery } from "@/lib/api/queries";
import { usePortal } from "@/lib/portal";
import { CreateKeyDialog } from "./create-key-dialog";
import { EditKeyDialog } from "./edit-key-dialog";
import { KeyTable } from "./key-table";
import { RevokeKeyDialog } from "./revoke-key-dialog";
import { RotateKeyDialog } from "./rotate-key-dialog";

/** `intro` is shown above the list: the first steps, for new users. */
export function KeysPage({ intro }: { intro?: ReactNode }) {
  const { api } = usePortal();
  const keys = useQuery(keysQuery(api));
  const { data: me } = useQuery(meQuery(api));
  const [search, setSearch] = useSearchParams();
  const [toEdit, setToEdit] = useState<ApiKey | null>(null);
  const [toRotate, setToRotate] = useState<ApiKey | null>(null);
  const [toRevoke, setToRevoke] = useState<ApiKey | null>(null);
  const [showsRevoked, setShowsRevoked] = useState(false);

  const isCreating = search.get("create") === "1";
  const setCreating = (open: boolean) => setSearch(open ? { create: "1" } : {}, { replace: true });
  const all = keys.data?.data;
  const revoked = all?.filter((key) => key.status === "revoked") ?? [];
  const shown = showsRevoked ? all : all?.filter((key) => key.status !== "revoked");
  const allowance = keys.data?.allowance;
  const isLimitReached = allowance !== undefined && allowance.used >= allowance.limit;

  return (
    <>
      <PageHeader
        title="API keys"
        actions={
          <Button variant="primary" onClick={() => setCreating(true)} disabled={isLimitReached}>
            <Plus size={16} aria-hidden="true" />
            Create key
          </Button>
        }
      >
        Use one key per program that calls the API. Revoke keys you no longer use.
      </PageHeader>
      {intro}
      <Card>
        {keys.isPending && <ListSkeleton />}
        {keys.isError && !all && (
          <ErrorState
            error={keys.error}
            title="Keys could not be loaded"
            onRetry={() => void keys.refetch()}
          />
        )}
        {shown?.length === 0 && (
          <EmptyState title={revoked.length === 0 ? "No keys yet" : "No active keys"}>
            Create a key to call the API with the OpenAI and Anthropic SDKs.
          </EmptyState>
        )}
        {shown && shown.length > 0 && (
          <KeyTable keys={shown} me={me} onEdit={setToEdit} onRotate={setToRotate} onRevoke={setToRevoke} />
        )}
        {allowance && all && all.length > 0 && (
          <footer className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-line border-t px-4 py-2.5 text-ink-3 text-sm sm:px-5">
            <span>
              {allowance.used} of {allowance.limit} keys in use
              {isLimitReached && ". Revoke one to create another."}
            </span>
            {revoked.length > 0 && (
              <button
                type="button"
                aria-pressed={showsRevoked}
                className="rounded underline-offset-4 hover:text-ink hover:underline"
                onClick={() => setShowsRevoked(!showsRevoked)}
              >
                {showsRevoked ? "Hide" : "Show"} {revoked.length} revoked
              </button>
            )}
          </footer>
        )}
      </Card>
      <CreateKeyDialog open={isCreating} onOpenChange={setCreating} />
      <EditKeyDialog apiKey={toEdit} onClose={() => setToEdit(null)} />
      <RotateKeyDialog apiKey={toRotate} onClose={() => setToRotate(null)} />
      <RevokeKeyDialog apiKey={toRevoke} onClose={() => setToRevoke(null)} />
    </>
  );
}

function ListSkeleton() {
  return (
    <div className="grid gap-5 px-4 py-5 sm:px-5">
      {[0, 1, 2].map((row) => (
        <div key={row} className="flex items-center justify-between gap-6">
          <Skeleton className="h-5 w-40" />
          <Skeleton className="h-5 w-32 max-sm:hidden" />
          <Skeleton className="h-5 w-16" />
        </div>
      ))}
    </div>
  );
}
