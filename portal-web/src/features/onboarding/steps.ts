import type { ListedApiKey } from "@/lib/api/queries";

/**
 * The first steps that are completed according to the keys. Both fields are checked for a call: a new call is in
 * `requests_7d` before it is in `last_used_at`.
 */
export function completedSteps(
  keys: readonly Pick<ListedApiKey, "status" | "last_used_at" | "requests_7d">[],
): {
  key: boolean;
  call: boolean;
} {
  const call = keys.some((key) => key.last_used_at !== null || key.requests_7d > 0);
  return { key: call || keys.some((key) => key.status === "active"), call };
}
