import { useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { Skeleton } from "@/components/ui/feedback/skeleton";
import { Dialog } from "@/components/ui/overlays/dialog";
import { ok } from "@/lib/api/client";
import { keysQuery, type RevealableKey } from "@/lib/api/queries";
import { usePortal } from "@/lib/portal";
import type { KeySettings } from "./key-form";
import { RevealedKey } from "./revealed-key";

const KeyForm = lazy(async () => ({ default: (await import("./key-form")).KeyForm }));

/**
 * Asks for the settings, then shows the secret once. The dialog cannot be closed until the user confirms that the
 * secret is saved; after that it is no longer in memory.
 */
export function CreateKeyDialog({
  open,
  onOpenChange,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const { api } = usePortal();
  const queries = useQueryClient();
  const [newKey, setNewKey] = useState<RevealableKey | null>(null);

  const create = async (body: KeySettings) => {
    const { key, ...created } = await ok(api.POST("/portal/api-keys", { body }));
    if (key !== null) {
      setNewKey({ ...created, key });
      onOpenChange(false); // After a reload, the form must not open again.
    }
    void queries.invalidateQueries({ queryKey: keysQuery(api).queryKey });
  };
  const close = () => {
    setNewKey(null);
    onOpenChange(false);
  };

  return (
    <Dialog
      open={open || newKey !== null}
      onOpenChange={(isOpen) => isOpen || close()}
      dismissible={newKey === null}
      wide={newKey !== null}
      title={newKey ? "Save your key" : "Create an API key"}
      {...(newKey
        ? { description: `“${newKey.name}” is ready. This is the only time its secret is shown.` }
        : {})}
    >
      {newKey ? (
        <RevealedKey newKey={newKey} onDone={close} />
      ) : (
        <Suspense fallback={<Skeleton className="h-72 w-full" />}>
          <KeyForm submit="Create key" onSubmit={create} onCancel={close} />
        </Suspense>
      )}
    </Dialog>
  );
}
