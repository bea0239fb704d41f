import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/controls/button";
import { Field, Select } from "@/components/ui/controls/field";
import { ErrorMessage } from "@/components/ui/feedback/error-state";
import { Dialog, DialogActions } from "@/components/ui/overlays/dialog";
import { ok } from "@/lib/api/client";
import { type ApiKey, keysQuery, type RevealableKey } from "@/lib/api/queries";
import { usePortal } from "@/lib/portal";
import { RevealedKey } from "./revealed-key";

const GRACE_PERIODS: readonly [number, string][] = [
  [0, "None: it stops working immediately"],
  [3_600, "1 hour"],
  [86_400, "1 day"],
  [604_800, "1 week"],
];

/** Replaces a key with a new one, whose secret is shown once. Both work until the grace period ends. */
export function RotateKeyDialog({ apiKey, onClose }: { apiKey: ApiKey | null; onClose: () => void }) {
  const { api } = usePortal();
  const queries = useQueryClient();
  const [graceSeconds, setGraceSeconds] = useState(86_400);
  const [newKey, setNewKey] = useState<RevealableKey | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);

  const close = () => {
    setNewKey(null);
    setError(null);
    onClose();
  };
  const rotate = async (old: ApiKey) => {
    setBusy(true);
    setError(null);
    try {
      const path = { key_id: old.id };
      const body = { grace_seconds: graceSeconds };
      const { key, ...created } = await ok(
        api.POST("/portal/api-keys/{key_id}/rotate", { params: { path }, body }),
      );
      if (key !== null) setNewKey({ ...created, key });
    } catch (error) {
      setError(error);
    }
    setBusy(false);
    void queries.invalidateQueries({ queryKey: keysQuery(api).queryKey });
  };

  return (
    <Dialog
      open={apiKey !== null}
      onOpenChange={(open) => open || close()}
      dismissible={newKey === null}
      wide={newKey !== null}
      title={newKey ? "Save your new key" : `Rotate “${apiKey?.name ?? ""}”?`}
      description={
        newKey
          ? "This is the only time its secret is shown."
          : "Creates a new key with the same settings and a new secret."
      }
    >
      {newKey && <RevealedKey newKey={newKey} onDone={close} />}
      {apiKey && !newKey && (
        <form
          className="grid gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            void rotate(apiKey);
          }}
        >
          {error !== null && <ErrorMessage error={error} />}
          <Field
            label="Grace period for the old key"
            hint="Both keys work until it ends. You can revoke the old key earlier."
          >
            {({ "aria-invalid": _, ...control }) => (
              <Select
                {...control}
                value={graceSeconds}
                onChange={(event) => setGraceSeconds(Number(event.target.value))}
              >
                {GRACE_PERIODS.map(([seconds, text]) => (
                  <option key={seconds} value={seconds}>
                    {text}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <DialogActions>
            <Button onClick={close}>Cancel</Button>
            <Button type="submit" variant="primary" busy={isBusy}>
              Rotate key
            </Button>
          </DialogActions>
        </form>
      )}
    </Dialog>
  );
}
