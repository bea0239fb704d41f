import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { Dot, type Tone } from "@/components/ui/feedback/badge";
import { type Health, healthQuery } from "@/lib/api/health";
import { PATHS } from "@/lib/paths";
import { usePortal } from "@/lib/portal";

const SUMMARIES: Readonly<Record<Health["status"], readonly [Tone, string]>> = {
  ok: ["good", "All models operational"],
  degraded: ["warn", "Some models degraded"],
  unavailable: ["bad", "API unavailable"],
};

/** Status of the hosted API, with a link to the page that says more. Public, without sign-in. */
export function ModelStatus() {
  const { config } = usePortal();
  const { data, isError } = useQuery(healthQuery(config.api_url));
  const status = isError ? "unavailable" : data?.status;
  if (!status) return <span>&nbsp;</span>;
  const [tone, text] = SUMMARIES[status];
  return (
    <Link to={PATHS.status} className="flex items-center gap-2 hover:text-ink">
      <Dot tone={tone} /> {text}
    </Link>
  );
}
