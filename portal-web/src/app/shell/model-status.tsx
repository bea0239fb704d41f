import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { Dot, type Tone } from "@/components/ui/feedback/badge";
import { type Health, healthQuery } from "@/lib/api/health";
import { PATHS } from "@/lib/paths";
import { usePortal } from "@/lib/portal";

const SUMMARIES: Readonly<Record<Health["status"], { tone: Tone; text: string }>> = {
  ok: { tone: "good", text: "All models are operational" },
  degraded: { tone: "warn", text: "Some models are degraded" },
  unavailable: { tone: "bad", text: "The API is currently unavailable" },
};

/** Status of the hosted API, with a link to the page that says more. Public, without sign-in. */
export function ModelStatus() {
  const { config } = usePortal();
  const { data, isError } = useQuery(healthQuery(config.api_url));
  if (!data && !isError) return <span>&nbsp;</span>;
  const { tone, text } = SUMMARIES[isError || !data ? "unavailable" : data.status];
  return (
    <Link to={PATHS.status} className="flex items-center gap-2 hover:text-ink">
      <Dot tone={tone} /> {text}
    </Link>
  );
}
