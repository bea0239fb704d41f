import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "@/components/ui/controls/button";
import { ErrorMessage } from "@/components/ui/feedback/error-state";
import { useToast } from "@/components/ui/feedback/toasts";
import { Dialog, DialogActions } from "@/components/ui/overlays/dialog";
import { Ago } from "@/components/ui/text/ago";
import { ok } from "@/lib/api/client";
import { type ApiKey, keysQuery } from "@/lib/api/queries";
import { usePortal } from "@/lib/portal";

export function RevokeKeyDialog({ apiKey, onClose }: { apiKey: ApiKey | null; onClose: () => void }) {
  return (
    <Dialog
      open={apiKey !== null}
      onOpenChange={(open) => open || onClose()}
      title={apiKey ? `Revoke “${apiKey.name}”?` : "Revoke"}
      description="Requests with this key are rejected within seconds. This cannot be undone."
    >
      {apiKey && <RevokeConfirmation apiKey={apiKey} onClose={onClose} />}
    </Dialog>
  );
}

function RevokeConfirmation({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const { api } = usePortal();
  const queries = useQueryClient();
  const toast = useToast();
  const revoke = useMutation({
    mutationFn: () =>
      ok(api.DELETE("/portal/api-keys/{key_id}", { params: { path: { key_id: apiKey.id } } })),
    onSuccess: () => {
      toast(`“${apiKey.name}” is revoked.`);
      onClose();
    },
    onSettled: () => queries.invalidateQueries({ queryKey: keysQuery(api).queryKey }),
  });
  return (
    <div className="grid gap-4">
      {revoke.isError && <ErrorMessage error={revoke.error} />}
      <dl className="grid gap-1.5 rounded-lg bg-sunken px-4 py-3">
        <div className="flex justify-between gap-4">
          <dt className="text-ink-2">Key</dt>
          <dd className="font-mono text-sm">{apiKey.masked}</dd>
        </div>
        <div className="flex justify-between gap-4">
          <dt className="text-ink-2">Last used</dt>
          <dd>{apiKey.last_used_at ? <Ago at={apiKey.last_used_at} /> : "Never"}</dd>
        </div>
      </dl>
      <DialogActions>
        <Button autoFocus onClick={onClose}>
          Cancel
        </Button>
        <Button variant="danger" busy={revoke.isPending} onClick={() => revoke.mutate()}>
          Revoke key
        </Button>
      </DialogActions>
    </div>
  );
}
