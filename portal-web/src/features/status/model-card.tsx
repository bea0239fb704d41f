import { ServingPeriods } from "@/components/serving/serving-periods";
import { STATE_LABELS, STATE_TONES } from "@/components/serving/states";
import { Badge } from "@/components/ui/feedback/badge";
import { Card } from "@/components/ui/layout/card";
import type { StatusOfModel } from "@/lib/api/status";

/** One model: how it serves now, and how it has served. */
export function ModelCard({ model }: { model: StatusOfModel }) {
  return (
    <Card className="px-4 pt-4 pb-5 sm:px-5">
      <header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <h2 className="font-semibold text-md">{model.display_name}</h2>
          {model.display_name !== model.id && (
            <p className="break-all font-mono text-ink-3 text-xs">{model.id}</p>
          )}
        </div>
        {model.offered ? (
          <Badge tone={STATE_TONES[model.status]}>{STATE_LABELS[model.status]}</Badge>
        ) : (
          <Badge>Not offered</Badge>
        )}
      </header>
      <ServingPeriods windows={model} of={model.id} />
    </Card>
  );
}
