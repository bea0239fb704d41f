import { useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { Skeleton } from "@/components/ui/feedback/skeleton";
import { useToast } from "@/components/ui/feedback/toasts";
import { Dialog } from "@/components/ui/overlays/dialog";
import { ok } from "@/lib/api/client";
import { type ApiKey, keysQuery } from "@/lib/api/queries";
import { usePortal } from "@/lib/portal";
import type { KeySettings } from "./key-form";

const KeyForm = lazy(async () => ({ default: (await import("./key-form")).KeyForm }));

/** Edits name, expiry, models and limit of a key. Its secret does not change. */
export function EditKeyDialog({ apiKey, onClose }: { apiKey: ApiKey | null; onClose: () => void }) {
  const { api } = usePortal();
  const queries = useQueryClient();
  const toast = useToast();
  const update = async (key: ApiKey, body: KeySettings) => {
    await ok(api.PATCH("/portal/api-keys/{key_id}", { params: { path: { key_id: key.id } }, body }));
    void queries.invalidateQueries({ queryKey: keysQuery(api).queryKey });
    toast(`“${body.name}” was updated.`);
    onClose();
  };
  return (
    <Dialog
      open={apiKey !== null}
      onOpenChange={(open) => open || onClose()}
      title={apiKey ? `Edit “${apiKey.name}”` : "Edit"}
    >
      {apiKey && (
        <Suspense fallback={<Skeleton className="h-64 w-full" />}>
          <KeyForm
            apiKey={apiKey}
            submit="Save"
            onSubmit={(settings) => update(apiKey, settings)}
            onCancel={onClose}
          />
        </Suspense>
      )}
    </Dialog>
  );
}
