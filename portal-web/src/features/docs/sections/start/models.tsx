import { useQuery } from "@tanstack/react-query";
import { Badge } from "@/components/ui/feedback/badge";
import { ErrorState } from "@/components/ui/feedback/error-state";
import { Skeleton } from "@/components/ui/feedback/skeleton";
import { healthQuery } from "@/lib/api/health";
import { type Model, modelsQuery } from "@/lib/api/queries";
import { capabilityText } from "@/lib/format/capabilities";
import { formatWhole } from "@/lib/format/numbers";
import { usePortal } from "@/lib/portal";
import { useStore } from "@/lib/state/store";
import { C, DocsTable, P } from "../../prose";

export function Models() {
  const { api, config, session } = usePortal();
  const isSignedIn = useStore(session).status === "signed-in";
  const catalogue = useQuery({ ...modelsQuery(api), enabled: isSignedIn });
  const health = useQuery(healthQuery(config.api_url));
  return (
    <>
      <P>
        Set the model of a request in <C>model</C>. Model names are stable, even when the deployment behind
        them changes. Every model answers in text; some have tools or JSON output, too.
      </P>
      {catalogue.data ? (
        <DocsTable
          label="Models"
          columns={["Model", "Description", "Context", "Capabilities", "Status"]}
          rows={catalogue.data.data.map((model) => ({
            cells: [
              <C key="id">{model.id}</C>,
              model.description || model.display_name,
              model.context_tokens === null ? "–" : `${formatWhole(model.context_tokens)} tokens`,
              capabilityText(model.capabilities),
              <ModelBadge key="status" model={model} />,
            ],
          }))}
        />
      ) : health.data ? (
        <ul className="my-4 flex flex-wrap gap-x-5 gap-y-2">
          {health.data.models.map((model) => {
            const status = health.data.model_status?.find(({ id }) => id === model);
            const capabilities = status?.capabilities ?? [];
            return (
              <li key={model} className="flex items-center gap-1.5">
                <C>{model}</C>
                {capabilities.length > 0 && (
                  <span className="text-ink-3 text-sm">{capabilityText(capabilities)}</span>
                )}
              </li>
            );
          })}
        </ul>
      ) : health.isError ? (
        <ErrorState
          compact
          error={health.error}
          title="Models could not be loaded"
          onRetry={() => {
            void health.refetch();
            if (isSignedIn) void catalogue.refetch();
          }}
        />
      ) : (
        <Skeleton className="my-4 h-6 w-80 max-w-full" />
      )}
    </>
  );
}

function ModelBadge({ model }: { model: Model }) {
  if (!model.included) return <Badge>not in your plan</Badge>;
  if (model.status === "available") return <Badge tone="good">available</Badge>;
  return <Badge tone="warn">{model.status}</Badge>;
}
