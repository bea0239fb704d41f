import type { InspectedKey, InspectedOrganization, InspectedUser } from "@/lib/api/admin-queries";
import { ok } from "@/lib/api/client";
import type { Plan } from "@/lib/api/queries";
import { formatUsd } from "@/lib/format";
import type { Action } from "./action";
import { outcome } from "./outcome";

/** Suspend a user, or take them back. */
export function userState(
  user: Pick<InspectedUser, "id" | "email" | "display_name" | "suspended_at">,
): Action {
  const name = user.email ?? (user.display_name || user.id);
  const isActive = user.suspended_at === null;
  return {
    verb: isActive ? "Suspend" : "Take back",
    title: isActive ? `Suspend ${name}?` : `Take ${name} back?`,
    effect: isActive
      ? "They are locked out of the portal at once, and the keys of their own organisation are refused within 2.5 seconds. Teams they belong to go on."
      : "They can sign in again at once, and the keys of their own organisation work within 2.5 seconds.",
    isHarmful: isActive,
    run: async (api, { reason }) =>
      outcome(
        name,
        await ok(
          api.PUT("/portal/admin/users/{user_id}/state", {
            params: { path: { user_id: user.id } },
            body: { state: isActive ? "suspended" : "active", reason },
          }),
        ),
      ),
  };
}

/** Suspend an organisation, or take it back. */
export function organizationState({
  id,
  name,
  suspended_at,
}: Pick<InspectedOrganization, "id" | "name" | "suspended_at">): Action {
  const isActive = suspended_at === null;
  return {
    verb: isActive ? "Suspend" : "Take back",
    title: isActive ? `Suspend “${name}”?` : `Take “${name}” back?`,
    effect: isActive
      ? "All its keys are refused within 2.5 seconds. Its members can still read their pages."
      : "Its keys work again within 2.5 seconds.",
    isHarmful: isActive,
    run: async (api, { reason }) =>
      outcome(
        `“${name}”`,
        await ok(
          api.PUT("/portal/admin/organizations/{organization_id}/state", {
            params: { path: { organization_id: id } },
            body: { state: isActive ? "suspended" : "active", reason },
          }),
        ),
      ),
  };
}

/** Disable a key, or enable it again. Nothing can be done to a revoked one. */
export function keyState({
  id,
  name,
  masked,
  status,
}: Pick<InspectedKey, "id" | "name" | "masked" | "status">): Action {
  const isActive = status === "active";
  return {
    verb: isActive ? "Disable" : "Enable",
    title: isActive ? `Disable “${name}”?` : `Enable “${name}”?`,
    effect: isActive
      ? `Every call with ${masked} is refused within 2.5 seconds, until the key is enabled again.`
      : `${masked} works again as soon as the key service has learned it.`,
    isHarmful: isActive,
    run: async (api, { reason }) =>
      outcome(
        `“${name}”`,
        await ok(
          api.PUT("/portal/admin/keys/{key_id}/state", {
            params: { path: { key_id: id } },
            body: { state: isActive ? "disabled" : "active", reason },
          }),
        ),
      ),
  };
}

/** Put an organisation on another of the plans. */
export function planChange(
  { id, name, plan }: Pick<InspectedOrganization, "id" | "name" | "plan">,
  plans: readonly Plan[],
): Action {
  return {
    verb: "Change plan",
    title: `Change the plan of “${name}”`,
    effect: `It is on ${plan}. The other plan's limits hold for new requests within seconds.`,
    fields: [
      {
        name: "plan",
        label: "Plan",
        options: plans.map(({ id: value, display_name: label }) => ({ value, label })),
      },
    ],
    run: async (api, { plan: wanted, reason }) =>
      outcome(
        `The plan of “${name}”`,
        await ok(
          api.PUT("/portal/admin/organizations/{organization_id}/plan", {
            params: { path: { organization_id: id } },
            body: { plan: wanted, reason },
          }),
        ),
      ),
  };
}

/** Add to an organisation's balance. */
export function creditGrant({ id, name }: Pick<InspectedOrganization, "id" | "name">): Action {
  return {
    verb: "Grant credit",
    title: `Grant credit to “${name}”`,
    effect: "Adds an entry to its ledger, with the reason, for its members to read. It cannot be removed.",
    fields: [
      {
        name: "amount",
        label: "Amount in US dollars",
        placeholder: "5.00",
        pattern: {
          value: /^(?=.*[1-9])(\d{1,6}(\.\d{1,9})?|1000000(\.0+)?)$/,
          message: "An amount above 0, up to 1000000, such as 2.50.",
        },
      },
    ],
    run: async (api, { amount, reason }, attempt) => {
      const granted = Math.round(Number(amount) * 1e9);
      const { balance_nanousd } = await ok(
        api.POST("/portal/admin/organizations/{organization_id}/credits", {
          params: { path: { organization_id: id }, header: { "idempotency-key": attempt } },
          body: { amount_nanousd: granted, reason },
        }),
      );
      return `“${name}” got ${formatUsd(granted)}. Its balance is ${formatUsd(balance_nanousd)}.`;
    },
  };
}
