import type { ApiKey } from "@/lib/api/queries";

/** What its owner calls the key; until the list is there, the start of its id. */
export function keyName(id: string, keys: readonly ApiKey[] | undefined): string {
  return keys?.find((key) => key.id === id)?.name ?? id.slice(0, 8);
}
