import { useQuery } from "@tanstack/react-query";
import { healthQuery } from "@/lib/api/health";
import { usePortal } from "@/lib/portal";
import { type Language, sample } from "@/lib/samples";
import type { Call } from "@/lib/samples/call";

const FALLBACK_MODEL = "oss-20b";

/** The values in code samples: this deployment's base URL, and a model it serves. */
export function useSampleValues(): { baseUrl: string; model: string } {
  const { config } = usePortal();
  const { data } = useQuery(healthQuery(config.api_url));
  return { baseUrl: config.api_url, model: data?.models[0] ?? FALLBACK_MODEL };
}

export function useSample(call: (model: string) => Call): (language: Language) => string {
  const { baseUrl, model } = useSampleValues();
  return (language) => sample(call(model), language, { baseUrl });
}
