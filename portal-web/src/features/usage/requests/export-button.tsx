import { useMutation } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { Button } from "@/components/ui/controls/button";
import { useToast } from "@/components/ui/feedback/toasts";
import { ApiError } from "@/lib/api/api-error";
import { ok } from "@/lib/api/client";
import type { RequestFilter } from "@/lib/api/queries";
import { saveFile } from "@/lib/browser/save-file";
import { usePortal } from "@/lib/portal";

/** Downloads the requests that match `filter` as a CSV file. */
export function ExportButton({ filter, name }: { filter: RequestFilter; name: string }) {
  const { api } = usePortal();
  const toast = useToast();
  const download = useMutation({
    mutationFn: () => {
      const query = { ...filter, format: "csv" } as const;
      return ok(api.GET("/portal/usage-export", { params: { query }, parseAs: "blob" }));
    },
    onSuccess: (file) => saveFile(file, `usage-${name}.csv`),
    onError: (error) =>
      toast(error instanceof ApiError ? error.message : "The requests could not be exported."),
  });
  return (
    <Button size="small" busy={download.isPending} onClick={() => download.mutate()}>
      <Download size={15} aria-hidden="true" />
      Export CSV
    </Button>
  );
}
