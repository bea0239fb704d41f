import { useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { useNotice } from "@/components/notices";
import { Dialog } from "@/components/ui/dialog";
import { Skeleton } from "@/components/ui/skeleton";
import { ok } from "@/lib/api/client";
import { type ApiKey, keysQuery } from "@/lib/api/queries";
import { usePortal } from "@/lib/portal";
import type { KeyWishes } from "./key-form";

const KeyForm = lazy(async () => ({ default: (await import("./key-form")).KeyForm }));

/** Name, expiry, models and limit of a key; its secret stays. */
export function ChangeKeyDialog({ apiKey, onClose }: { apiKey: ApiKey | null; onClose: () => void }) {
  const { api } = usePortal();
  const queries = useQueryClient();
  const tell = useNotice();
  const change = async (key: ApiKey, body: KeyWishes) => {
    await ok(api.PATCH("/portal/api-keys/{key_id}", { params: { path: { key_id: key.id } }, body }));
    void queries.invalidateQueries({ queryKey: keysQuery(api).queryKey });
    tell(`“${body.name}” is changed.`);
    onClose();
  };
  return (
    <Dialog
      open={apiKey !== null}
      onOpenChange={(open) => open || onClose()}
      title={apiKey ? `Change “${apiKey.name}”` : "Change"}
    >
      {apiKey && (
        <Suspense fallback={<Skeleton className="h-64 w-full" />}>
          <KeyForm
            apiKey={apiKey}
            submit="Save"
            onSubmit={(wishes) => change(apiKey, wishes)}
            onCancel={onClose}
          />
        </Suspense>
      )}
    </Dialog>
  );
}
