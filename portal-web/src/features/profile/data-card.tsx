import { useMutation } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/controls/button";
import { ErrorMessage } from "@/components/ui/feedback/error-state";
import { Card, CardHeader } from "@/components/ui/layout/card";
import { ok } from "@/lib/api/client";
import type { Me } from "@/lib/api/queries";
import { saveFile } from "@/lib/browser/save-file";
import { usePortal } from "@/lib/portal";

const DeleteAccountDialog = lazy(async () => ({
  default: (await import("./delete-account-dialog")).DeleteAccountDialog,
}));

const EXPORT_NAME = "cortensor-portal-account.json";

/** Export of the user's data, and deletion of the account. */
export function DataCard({ me }: { me: Me | undefined }) {
  const { api } = usePortal();
  const [isDeleting, setDeleting] = useState(false);
  const download = useMutation({
    mutationFn: () => ok(api.GET("/portal/account/export", { parseAs: "blob" })),
    onSuccess: (file) => saveFile(file, EXPORT_NAME),
  });
  return (
    <Card>
      <CardHeader
        title="Your data"
        note="Prompts and responses are not included, since they are not stored"
      />
      <div className="grid gap-3 px-4 pt-3 pb-5 sm:px-5">
        {download.isError && <ErrorMessage error={download.error} />}
        <div className="flex flex-wrap gap-2">
          <Button busy={download.isPending} onClick={() => download.mutate()}>
            <Download size={16} aria-hidden="true" />
            Export your data
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
