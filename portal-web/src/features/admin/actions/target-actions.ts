import type {
  AdminRouter,
  AdminTarget,
  PoolState,
  TargetChanges,
  TargetRequest,
} from "@/lib/api/admin-queries";
import { type Api, ok } from "@/lib/api/client";
import type { AdminAction } from "./admin-action";
import { STATE_EFFECTS, STATE_VERBS } from "./serving-actions";

/** One target, or a whole router with all its targets in all pools. */
export interface Subject {
  id: string;
  /** How messages name it. */
  name: string;
  isRouter: boolean;
}

export const targetSubject = (
  target: Pick<AdminTarget, "id" | "alias" | "session">,
  url: string,
): Subject => ({
  id: target.id,
  name: `${target.alias} on ${url}${target.session === null ? "" : `, session ${target.session}`}`,
  isRouter: false,
});

export const routerSubject = ({ id, url }: Pick<AdminRouter, "id" | "url">): Subject => ({
  id,
  name: url,
  isRouter: true,
});

const DEADLINES: readonly { value: string; label: string }[] = [
  { value: "", label: "None: until it is enabled again" },
  { value: "5", label: "Disable it in 5 minutes" },
  { value: "15", label: "Disable it in 15 minutes" },
  { value: "60", label: "Disable it in 1 hour" },
  { value: "360", label: "Disable it in 6 hours" },
];

/** Drain, disable or enable a target or a router. */
export function targetState(subject: Subject, state: PoolState): AdminAction {
  const others = subject.isRouter
    ? "This applies to all its targets, in every pool."
    : "The router's other targets are not affected.";
  return {
    verb: STATE_VERBS[state],
    title: `${STATE_VERBS[state]} ${subject.name}?`,
    effect: `${STATE_EFFECTS[state]} ${others}`,
    isHarmful: state !== "active",
    ...(state === "draining" && {
      fields: [
        {
          name: "deadline" as const,
          label: "Deadline",
          hint: "After it the target is out of service, whether it is empty or not.",
          options: DEADLINES,
        },
      ],
    }),
    run: async (api, { deadline, reason }) => {
      const body: TargetRequest = { state, reason };
      if (state === "draining") body.drain_deadline = deadline ? inMinutes(Number(deadline)) : null;
      const word = { active: "active", draining: "draining", disabled: "disabled" }[state];
      return changedMessage(subject, await put(api, subject, body), `is ${word}`);
    },
  };
}

/** Change weight, tier and limit. Fields that are left empty keep their value. */
export function targetSettings(subject: Subject, target?: AdminTarget): AdminAction {
  const configured = target?.configured_limit ?? null;
  return {
    verb: "Settings",
    title: `Settings of ${subject.name}`,
    effect: subject.isRouter
      ? "Applies to all its targets within 2.5 seconds. What you leave empty stays as it is."
      : "Takes effect within 2.5 seconds. What you leave empty stays as it is.",
    fields: [
      {
        name: "weight",
        label: "Weight",
        hint: "Share of the requests, relative to the other targets of its tier. Usually 1.",
        isOptional: true,
        ...(target && { initial: String(target.weight) }),
        pattern: {
          value: /^\s*(100(\.0+)?|\d{1,2}(\.\d+)?)?\s*$/,
          message: "Enter a number from 0.01 to 100.",
        },
      },
      {
        name: "tier",
        label: "Tier",
        hint: "Requests go to the lowest tier that has room. Usually 0.",
        isOptional: true,
        ...(target && { initial: String(target.tier) }),
        pattern: { value: /^\s*\d{0,2}\s*$/, message: "Enter a whole number from 0 to 99." },
      },
      {
        name: "limit",
        label: "Concurrent requests of the session",
        hint: `A number, or "configured"${target ? ` for ${configured ?? "no limit"}` : ""}.`,
        isOptional: true,
        ...(target && {
          initial: target.session_limit === null ? "configured" : String(target.session_limit),
        }),
        pattern: {
          value: /^\s*([1-9]\d{0,4}|configured)?\s*$/,
          message: 'Enter a number above 0, or "configured".',
        },
      },
    ],
    run: async (api, { weight, tier, limit, reason }) => {
      const body: TargetRequest = { reason };
      if (weight.trim()) body.weight = Number(weight);
      if (tier.trim()) body.tier = Number(tier);
      if (limit.trim()) body.session_limit = limit.trim() === "configured" ? null : Number(limit);
      return changedMessage(subject, await put(api, subject, body), "is changed");
    },
  };
}

function inMinutes(minutes: number): string {
  return new Date(Date.now() + minutes * 60_000).toISOString();
}

function put(api: Api, { id, isRouter }: Subject, body: TargetRequest): Promise<TargetChanges> {
  return isRouter
    ? ok(api.PUT("/portal/admin/routers/{router_id}", { params: { path: { router_id: id } }, body }))
    : ok(api.PUT("/portal/admin/targets/{target_id}", { params: { path: { target_id: id } }, body }));
}

function changedMessage({ name }: Subject, { targets }: TargetChanges, change: string): string {
  const changed = targets.filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after));
  if (changed.length === 0) return `${name} was already so. Nothing changed.`;
  const count = targets.length > 1 ? ` (${changed.length} of ${targets.length} targets changed)` : "";
  return `${name} ${change}${count}.`;
}
