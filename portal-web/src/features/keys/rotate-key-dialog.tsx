import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions } from "@/components/ui/dialog";
import { Field, Select } from "@/components/ui/field";
import { ErrorNote } from "@/components/ui/states";
import { ok } from "@/lib/api/client";
import { type ApiKey, keysQuery, type RevealableKey } from "@/lib/api/queries";
import { usePortal } from "@/lib/portal";
import { RevealedKey } from "./revealed-key";

const GRACES: readonly [number, string][] = [
  [0, "Not at all: it ends at once"],
  [3_600, "For an hour"],
  [86_400, "For a day"],
  [604_800, "For a week"],
];

/** Replaces a key by a new one, which is then shown once; both work until the grace ends. */
export function RotateKeyDialog({ apiKey, onClose }: { apiKey: ApiKey | null; onClose: () => void }) {
  const { api } = usePortal();
  const queries = useQueryClient();
  const [grace, setGrace] = useState(86_400);
  const [created, setCreated] = useState<RevealableKey | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);

  const close = () => {
    setCreated(null);
    setFault(null);
    onClose();
  };
  const rotate = async (old: ApiKey) => {
    setBusy(true);
    setFault(null);
    try {
      const path = { key_id: old.id };
      const body = { grace_seconds: grace };
      const { key, ...made } = await ok(
        api.POST("/portal/api-keys/{key_id}/rotate", { params: { path }, body }),
      );
      if (key !== null) setCreated({ ...made, key });
    } catch (error) {
      setFault(error);
    }
    setBusy(false);
    void queries.invalidateQueries({ queryKey: keysQuery(api).queryKey });
  };

  return (
    <Dialog
      open={apiKey !== null}
      onOpenChange={(open) => open || close()}
      insistent={created !== null}
      wide={created !== null}
      title={created ? "Save your new key" : `Rotate “${apiKey?.name ?? ""}”?`}
      description={
        created
          ? "This is the only time its secret is shown."
          : "A new key takes its place, alike in all but the secret."
      }
    >
      {created && <RevealedKey created={created} onDone={close} />}
      {apiKey && !created && (
        <form
          className="grid gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            void rotate(apiKey);
          }}
        >
          {fault !== null && <ErrorNote error={fault} />}
          <Field label="The old key works on" hint="Until then both work. Revoke it earlier if you can.">
            {({ "aria-invalid": _, ...given }) => (
              <Select {...given} value={grace} onChange={(event) => setGrace(Number(event.target.value))}>
                {GRACES.map(([seconds, words]) => (
                  <option key={seconds} value={seconds}>
                    {words}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <DialogActions>
            <Button onClick={close}>Cancel</Button>
            <Button type="submit" look="primary" busy={isBusy}>
              Rotate key
            </Button>
          </DialogActions>
        </form>
      )}
    </Dialog>
  );
}
