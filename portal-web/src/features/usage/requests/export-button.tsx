import { useMutation } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useNotice } from "@/components/notices";
import { Button } from "@/components/ui/button";
import { ApiError } from "@/lib/api/api-error";
import { ok } from "@/lib/api/client";
import type { RequestFilter } from "@/lib/api/queries";
import { usePortal } from "@/lib/portal";
import { saveFile } from "@/lib/save-file";

/** Saves every request that `filter` means as a CSV file. */
export function ExportButton({ filter, name }: { filter: RequestFilter; name: string }) {
  const { api } = usePortal();
  const tell = useNotice();
  const download = useMutation({
    mutationFn: () => {
      const query = { ...filter, format: "csv" } as const;
      return ok(api.GET("/portal/usage-export", { params: { query }, parseAs: "blob" }));
    },
    onSuccess: (file) => saveFile(file, `usage-${name}.csv`),
    onError: (error) =>
      tell(error instanceof ApiError ? error.message : "The requests could not be exported."),
  });
  return (
    <Button size="small" busy={download.isPending} onClick={() => download.mutate()}>
      <Download size={15} aria-hidden="true" />
      Export CSV
    </Button>
  );
}
