import type { InspectedKey, InspectedOrganization, InspectedUser } from "@/lib/api/admin-queries";
import { ok } from "@/lib/api/client";
import type { Plan } from "@/lib/api/queries";
import { formatUsd } from "@/lib/format/numbers";
import type { AdminAction } from "./admin-action";
import { changeMessage } from "./change-message";

/** Suspend a user, or reactivate a suspended one. */
export function userState(
  user: Pick<InspectedUser, "id" | "email" | "display_name" | "suspended_at">,
): AdminAction {
  const name = user.email ?? (user.display_name || user.id);
  const isActive = user.suspended_at === null;
  return {
    verb: isActive ? "Suspend" : "Reactivate",
    title: isActive ? `Suspend ${name}?` : `Reactivate ${name}?`,
    effect: isActive
      ? "They lose access to the portal immediately, and the keys of their personal organisation are rejected within 2.5 seconds. Their teams are not affected."
      : "They can sign in again immediately, and the keys of their personal organisation work again within 2.5 seconds.",
    isHarmful: isActive,
    run: async (api, { reason }) =>
      changeMessage(
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

/** Suspend an organisation, or reactivate a suspended one. */
export function organizationState({
  id,
  name,
  suspended_at,
}: Pick<InspectedOrganization, "id" | "name" | "suspended_at">): AdminAction {
  const isActive = suspended_at === null;
  return {
    verb: isActive ? "Suspend" : "Reactivate",
    title: isActive ? `Suspend “${name}”?` : `Reactivate “${name}”?`,
    effect: isActive
      ? "All its keys are rejected within 2.5 seconds. Its members can still view its pages."
      : "Its keys work again within 2.5 seconds.",
    isHarmful: isActive,
    run: async (api, { reason }) =>
      changeMessage(
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

/** Disable a key, or enable it again. Not for revoked keys. */
export function keyState({
  id,
  name,
  masked,
  status,
}: Pick<InspectedKey, "id" | "name" | "masked" | "status">): AdminAction {
  const isActive = status === "active";
  return {
    verb: isActive ? "Disable" : "Enable",
    title: isActive ? `Disable “${name}”?` : `Enable “${name}”?`,
    effect: isActive
      ? `Every call with ${masked} is rejected within 2.5 seconds, until the key is enabled again.`
      : `${masked} works again as soon as the change reaches the key service.`,
    isHarmful: isActive,
    run: async (api, { reason }) =>
      changeMessage(
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

/** Move an organisation to one of `plans`. */
export function planChange(
  { id, name, plan }: Pick<InspectedOrganization, "id" | "name" | "plan">,
  plans: readonly Plan[],
): AdminAction {
  return {
    verb: "Change plan",
    title: `Change the plan of “${name}”`,
    effect: `The current plan is ${plan}. The new plan's limits apply to new requests within seconds.`,
    fields: [
      {
        name: "plan",
        label: "Plan",
        options: plans.map(({ id: value, display_name: label }) => ({ value, label })),
      },
    ],
    run: async (api, { plan: newPlan, reason }) =>
      changeMessage(
        `The plan of “${name}”`,
        await ok(
          api.PUT("/portal/admin/organizations/{organization_id}/plan", {
            params: { path: { organization_id: id } },
            body: { plan: newPlan, reason },
          }),
        ),
      ),
  };
}

/** Add credit to an organisation's balance. */
export function creditGrant({ id, name }: Pick<InspectedOrganization, "id" | "name">): AdminAction {
  return {
    verb: "Grant credit",
    title: `Grant credit to “${name}”`,
    effect: "Adds a ledger entry with the reason, which members can read. It cannot be removed.",
    fields: [
      {
        name: "amount",
        label: "Amount in US dollars",
        placeholder: "5.00",
        pattern: {
          value: /^(?=.*[1-9])(\d{1,6}(\.\d{1,9})?|1000000(\.0+)?)$/,
          message: "Enter an amount above 0 and up to 1000000, such as 2.50.",
        },
      },
    ],
    run: async (api, { amount, reason }, idempotencyKey) => {
      const granted = Math.round(Number(amount) * 1e9);
      const { balance_nanousd } = await ok(
        api.POST("/portal/admin/organizations/{organization_id}/credits", {
          params: { path: { organization_id: id }, header: { "idempotency-key": idempotencyKey } },
          body: { amount_nanousd: granted, reason },
        }),
      );
      return `Granted ${formatUsd(granted)} to “${name}”. The balance is now ${formatUsd(balance_nanousd)}.`;
    },
  };
}
