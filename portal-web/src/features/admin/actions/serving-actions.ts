import type { AdminModel, PoolState } from "@/lib/api/admin-queries";
import { ok } from "@/lib/api/client";
import type { AdminAction } from "./admin-action";
import { changeMessage } from "./change-message";

export const POOL_STATES: readonly PoolState[] = ["active", "draining", "disabled"];

const VERBS: Readonly<Record<PoolState, string>> = {
  active: "Enable",
  draining: "Drain",
  disabled: "Disable",
};

const EFFECTS: Readonly<Record<PoolState, string>> = {
  active: "Accepts requests again within 2.5 seconds.",
  draining: "Accepts no new requests within 2.5 seconds. Running requests finish normally.",
  disabled: "Out of service within 2.5 seconds.",
};

const ROUTER_URL = {
  value: /^https?:\/\/\S+$/,
  message: "Enter a URL that starts with http:// or https://.",
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
    verb: VERBS[state],
    title: `${VERBS[state]} the pool ${pool}?`,
    effect: `${EFFECTS[state]}${state === "active" ? "" : " Models that only this pool serves become unavailable."}`,
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

/** Set the state of one router of a pool. */
export function targetState(pool: string, url: string, state: PoolState): AdminAction {
  return {
    verb: VERBS[state],
    title: `${VERBS[state]} ${url}?`,
    effect: `${EFFECTS[state]} The other routers of ${pool} are not affected.`,
    isHarmful: state !== "active",
    run: (api, { reason }) => putTargetState(api, pool, { url, state, reason }),
  };
}

/** Set the state of a router that has none of its own yet. */
export function anyTargetState(pool: string): AdminAction {
  return {
    verb: "Set state",
    title: `Set the state of a router of ${pool}`,
    effect: "Takes effect within 2.5 seconds. The pool's other routers are not affected.",
    isHarmful: true,
    fields: [
      {
        name: "url",
        label: "Router",
        hint: "The base URL, exactly as configured in the gateway.",
        placeholder: "http://router-1:5010",
        pattern: ROUTER_URL,
      },
      {
        name: "state",
        label: "State",
        options: ["draining", "disabled", "active"].map((value) => ({ value, label: value })),
      },
    ],
    run: (api, { url, state, reason }) =>
      putTargetState(api, pool, { url, state: state as PoolState, reason }),
  };
}

async function putTargetState(
  api: Parameters<AdminAction["run"]>[0],
  pool: string,
  body: { url: string; state: PoolState; reason: string },
): Promise<string> {
  const params = { path: { pool } };
  return changeMessage(
    body.url,
    await ok(api.PUT("/portal/admin/pools/{pool}/target-state", { params, body })),
  );
}
