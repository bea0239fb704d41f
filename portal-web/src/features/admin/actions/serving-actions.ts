import type { AdminModel, PoolState } from "@/lib/api/admin-queries";
import { ok } from "@/lib/api/client";
import type { Action } from "./action";
import { outcome } from "./outcome";

export const POOL_STATES: readonly PoolState[] = ["active", "draining", "disabled"];

const VERBS: Readonly<Record<PoolState, string>> = {
  active: "Enable",
  draining: "Drain",
  disabled: "Disable",
};

const EFFECTS: Readonly<Record<PoolState, string>> = {
  active: "It takes requests again within 2.5 seconds.",
  draining: "It takes no new requests within 2.5 seconds. What runs there ends in peace.",
  disabled: "It is out of service within 2.5 seconds.",
};

const ROUTER_URL = { value: /^https?:\/\/\S+$/, message: "A URL that begins with http:// or https://." };

/** Switch a model off, or offer it again. */
export function modelState({ id, state }: Pick<AdminModel, "id" | "state">): Action {
  const isActive = state === "active";
  return {
    verb: isActive ? "Disable" : "Enable",
    title: isActive ? `Disable the model ${id}?` : `Enable the model ${id}?`,
    effect: isActive
      ? "Every request for it is refused within 2.5 seconds, for all customers, with model_unavailable."
      : "It is offered again within 2.5 seconds.",
    isHarmful: isActive,
    run: async (api, { reason }) =>
      outcome(
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

/** Put a pool into `state`. */
export function poolState(pool: string, state: PoolState): Action {
  return {
    verb: VERBS[state],
    title: `${VERBS[state]} the pool ${pool}?`,
    effect: `${EFFECTS[state]}${state === "active" ? "" : " Models that only it serves are then unavailable."}`,
    isHarmful: state !== "active",
    run: async (api, { reason }) =>
      outcome(
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

/** Put one router of a pool into `state`. */
export function targetState(pool: string, url: string, state: PoolState): Action {
  return {
    verb: VERBS[state],
    title: `${VERBS[state]} ${url}?`,
    effect: `${EFFECTS[state]} The other routers of ${pool} go on.`,
    isHarmful: state !== "active",
    run: (api, { reason }) => putTarget(api, pool, { url, state, reason }),
  };
}

/** The same for a router that has no state of its own yet. */
export function anyTargetState(pool: string): Action {
  return {
    verb: "Set state",
    title: `Set the state of a router of ${pool}`,
    effect: "It holds within 2.5 seconds. The pool's other routers go on.",
    isHarmful: true,
    fields: [
      {
        name: "url",
        label: "Router",
        hint: "Its base URL, exactly as it is configured at the gateway.",
        placeholder: "http://router-1:5010",
        pattern: ROUTER_URL,
      },
      {
        name: "state",
        label: "State",
        options: ["draining", "disabled", "active"].map((value) => ({ value, label: value })),
      },
    ],
    run: (api, { url, state, reason }) => putTarget(api, pool, { url, state: state as PoolState, reason }),
  };
}

async function putTarget(
  api: Parameters<Action["run"]>[0],
  pool: string,
  body: { url: string; state: PoolState; reason: string },
): Promise<string> {
  const params = { path: { pool } };
  return outcome(body.url, await ok(api.PUT("/portal/admin/pools/{pool}/target-state", { params, body })));
}
