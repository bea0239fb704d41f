import { useMutation } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { ErrorNote } from "@/components/ui/states";
import { ok } from "@/lib/api/client";
import type { Me } from "@/lib/api/queries";
import { usePortal } from "@/lib/portal";
import { saveFile } from "@/lib/save-file";

const DeleteAccountDialog = lazy(async () => ({
  default: (await import("./delete-account-dialog")).DeleteAccountDialog,
}));

const EXPORT_NAME = "cortensor-portal-account.json";

/** One's own data: to take along, or to have erased. */
export function DataCard({ me }: { me: Me | undefined }) {
  const { api } = usePortal();
  const [isDeleting, setDeleting] = useState(false);
  const take = useMutation({
    mutationFn: () => ok(api.GET("/portal/account/export", { parseAs: "blob" })),
    onSuccess: (file) => saveFile(file, EXPORT_NAME),
  });
  return (
    <Card>
      <CardHeader title="Your data" note="Prompts and answers are not in it: they are kept nowhere" />
      <div className="grid gap-3 px-4 pt-3 pb-5 sm:px-5">
        {take.isError && <ErrorNote error={take.error} />}
        <div className="flex flex-wrap gap-2">
          <Button busy={take.isPending} onClick={() => take.mutate()}>
            <Download size={16} aria-hidden="true" />
            Export
          </Button>
          <Button className="text-bad!" disabled={!me} onClick={() => setDeleting(true)}>
            Delete account
          </Button>
        </div>
      </div>
      <Suspense>
        {me && <DeleteAccountDialog me={me} open={isDeleting} onClose={() => setDeleting(false)} />}
      </Suspense>
    </Card>
  );
}
