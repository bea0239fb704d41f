import { useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { Dialog } from "@/components/ui/dialog";
import { Skeleton } from "@/components/ui/skeleton";
import { ok } from "@/lib/api/client";
import { keysQuery, type RevealableKey } from "@/lib/api/queries";
import { usePortal } from "@/lib/portal";
import type { KeyWishes } from "./key-form";
import { RevealedKey } from "./revealed-key";

const KeyForm = lazy(async () => ({ default: (await import("./key-form")).KeyForm }));

/**
 * First the name, then the secret, once. Until the person says that it is saved, nothing closes the dialog;
 * afterwards this component holds nothing of it any more.
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
  const [created, setCreated] = useState<RevealableKey | null>(null);

  const create = async (body: KeyWishes) => {
    const { key, ...made } = await ok(api.POST("/portal/api-keys", { body }));
    if (key !== null) {
      setCreated({ ...made, key });
      onOpenChange(false); // a reload is not asked for another key
    }
    void queries.invalidateQueries({ queryKey: keysQuery(api).queryKey });
  };
  const close = () => {
    setCreated(null);
    onOpenChange(false);
  };

  return (
    <Dialog
      open={open || created !== null}
      onOpenChange={(isOpen) => isOpen || close()}
      insistent={created !== null}
      wide={created !== null}
      title={created ? "Save your key" : "Create an API key"}
      {...(created
        ? { description: `“${created.name}” is ready. This is the only time its secret is shown.` }
        : {})}
    >
      {created ? (
        <RevealedKey created={created} onDone={close} />
      ) : (
        <Suspense fallback={<Skeleton className="h-72 w-full" />}>
          <KeyForm submit="Create key" onSubmit={create} onCancel={close} />
        </Suspense>
      )}
    </Dialog>
  );
}
