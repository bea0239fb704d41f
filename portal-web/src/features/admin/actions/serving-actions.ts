import type { AdminModel, PoolState } from "@/lib/api/admin-queries";
import { ok } from "@/lib/api/client";
import type { AdminAction } from "./admin-action";
import { changeMessage } from "./change-message";

export const POOL_STATES: readonly PoolState[] = ["active", "draining", "disabled"];

export const STATE_VERBS: Readonly<Record<PoolState, string>> = {
  active: "Enable",
  draining: "Drain",
  disabled: "Disable",
};

export const STATE_EFFECTS: Readonly<Record<PoolState, string>> = {
  active: "Accepts requests again within 2.5 seconds.",
  draining: "Accepts no new requests within 2.5 seconds. Running requests finish normally.",
  disabled: "Out of service within 2.5 seconds.",
};

/** Disable a model, or enable it again. */
export function modelState({ id, state }: Pick<AdminModel, "id" | "state">): AdminAction {
  const isActive = state === "active";
  return {
    verb: isActive ? "Disable" : "Enable",
    title: isActive ? `Disable the model ${id}?` : `Enable the model ${id}?`,
    effect: isActive
      ? "Every request for it is rejected with model_unavailable within 2.5 seconds, for all customers."
      : "Available again within 2.5 seconds.",
    isHarmful: isActive,
    run: async (api, { reason }) =>
      changeMessage(
        `The model ${id}`,
        await ok(
          api.PUT("/portal/admin/models/{model}/state", {
            params: { path: { model: id } },
            body: { state: isActive ? "disabled" : "active", reason },
          }),
        ),
      ),
  };
}

/** Set the state of a pool. */
export function poolState(pool: string, state: PoolState): AdminAction {
  return {
    verb: STATE_VERBS[state],
    title: `${STATE_VERBS[state]} the pool ${pool}?`,
    effect: `${STATE_EFFECTS[state]}${state === "active" ? "" : " Models that only this pool serves become unavailable."}`,
    isHarmful: state !== "active",
    run: async (api, { reason }) =>
      changeMessage(
        `The pool ${pool}`,
        await ok(
          api.PUT("/portal/admin/pools/{pool}/state", {
            params: { path: { pool } },
            body: { state, reason },
          }),
        ),
      ),
  };
}
