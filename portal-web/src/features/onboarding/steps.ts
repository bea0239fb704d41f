import type { ListedApiKey } from "@/lib/api/queries";

/**
 * Which of the first steps the keys show as taken. A call counts whenever it was made: the newest are in the
 * count of the week before the key's last use says so.
 */
export function stepsTaken(keys: readonly Pick<ListedApiKey, "status" | "last_used_at" | "requests_7d">[]): {
  key: boolean;
  call: boolean;
} {
  const call = keys.some((key) => key.last_used_at !== null || key.requests_7d > 0);
  return { key: call || keys.some((key) => key.status === "active"), call };
}
