import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { Dot } from "@/components/ui/feedback/badge";
import { healthQuery } from "@/lib/api/health";
import { PATHS } from "@/lib/paths";
import { usePortal } from "@/lib/portal";

/** Status of the hosted API and its number of models. Public, without sign-in. */
export function ModelStatus() {
  const { config } = usePortal();
  const { data, isError } = useQuery(healthQuery(config.api_url));
  if (isError || data?.status === "unavailable") {
    return (
      <span className="flex items-center gap-2">
        <Dot tone="bad" /> The API is currently unavailable
      </span>
    );
  }
  if (!data) return <span>&nbsp;</span>;
  const count = data.models.length;
  return (
    <Link
      to={`${PATHS.docs}#models`}
      className="flex items-center gap-2 hover:text-ink"
      title={data.models.join(", ")}
    >
      <Dot tone={count > 0 ? "good" : "warn"} />
      {count === 0 ? "No models available" : `${count} ${count === 1 ? "model" : "models"} available`}
    </Link>
  );
}
