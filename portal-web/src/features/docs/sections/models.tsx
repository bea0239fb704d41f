import { useQuery } from "@tanstack/react-query";
import { Badge } from "@/components/ui/badge";
import { Skeleton } from "@/components/ui/skeleton";
import { ErrorState } from "@/components/ui/states";
import { healthQuery } from "@/lib/api/health";
import { type Model, modelsQuery } from "@/lib/api/queries";
import { formatWhole } from "@/lib/format";
import { usePortal } from "@/lib/portal";
import { useStore } from "@/lib/store";
import { C, Facts, P } from "../prose";

export function Models() {
  const { api, config, session } = usePortal();
  const isIn = useStore(session).status === "signed-in";
  const catalogue = useQuery({ ...modelsQuery(api), enabled: isIn });
  const health = useQuery(healthQuery(config.api_url));
  return (
    <>
      <P>
        A request names its model in <C>model</C>. These names stay what they are while what serves them
        changes.
      </P>
      {catalogue.data ? (
        <Facts
          label="Models"
          columns={["Model", "What it is", "Context", "Status"]}
          rows={catalogue.data.data.map((model) => ({
            cells: [
              <C key="id">{model.id}</C>,
              model.description || model.display_name,
              model.context_tokens === null ? "–" : `${formatWhole(model.context_tokens)} tokens`,
              <Status key="status" model={model} />,
            ],
          }))}
        />
      ) : health.data ? (
        <ul className="my-4 flex flex-wrap gap-2">
          {health.data.models.map((model) => (
            <li key={model}>
              <C>{model}</C>
            </li>
          ))}
        </ul>
      ) : health.isError ? (
        <ErrorState
          compact
          error={health.error}
          title="Models could not be loaded"
          onRetry={() => {
            void health.refetch();
            if (isIn) void catalogue.refetch();
          }}
        />
      ) : (
        <Skeleton className="my-4 h-6 w-80 max-w-full" />
      )}
    </>
  );
}

function Status({ model }: { model: Model }) {
  if (!model.included) return <Badge>not in your plan</Badge>;
  if (model.status === "available") return <Badge tone="good">available</Badge>;
  return <Badge tone="warn">{model.status}</Badge>;
}
