import { useQuery } from "@tanstack/react-query";
import { type HealthOfModel, healthQuery } from "@/lib/api/health";
import { usePortal } from "@/lib/portal";
import { type Language, sample } from "@/lib/samples";
import type { Call } from "@/lib/samples/call";

const FALLBACK_MODEL = "oss-20b";

type Capability = NonNullable<HealthOfModel["capabilities"]>[number];

/** The values in code samples: this deployment's base URL, and a model it serves, with `capability` if any has it. */
export function useSampleValues(capability?: Capability): { baseUrl: string; model: string } {
  const { config } = usePortal();
  const { data } = useQuery(healthQuery(config.api_url));
  const offered = data?.models ?? [];
  const fitting = data?.model_status?.find(
    ({ id, capabilities }) => capability && offered.includes(id) && capabilities?.includes(capability),
  );
  return { baseUrl: config.api_url, model: fitting?.id ?? offered[0] ?? FALLBACK_MODEL };
}

export function useSample(
  call: (model: string) => Call,
  capability?: Capability,
): (language: Language) => string {
  const { baseUrl, model } = useSampleValues(capability);
  return (language) => sample(call(model), language, { baseUrl });
}
