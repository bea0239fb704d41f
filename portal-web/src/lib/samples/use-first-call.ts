import { useQuery } from "@tanstack/react-query";
import { modelsQuery } from "../api/queries";
import { usePortal } from "../portal";
import type { Call } from "./call";

const FALLBACK_MODEL = "oss-20b";

/** The call of the first sample, with an available model of the organisation's plan. */
export function useFirstCall(): Call {
  const { api } = usePortal();
  const { data: models } = useQuery(modelsQuery(api));
  const usable = models?.data.find((model) => model.included && model.status === "available");
  return firstCall(usable?.id ?? FALLBACK_MODEL);
}

export function firstCall(model: string): Call {
  return {
    dialect: "openai",
    model,
    system: "",
    turns: [{ role: "user", text: "Say hello." }],
    stream: false,
    parameters: {},
  };
}
