import type { Change } from "@/lib/api/admin-queries";

/** What has become of `name`, or that it was so already. */
export function outcome(name: string, { before, after }: Change): string {
  return before === after ? `${name} was ${after} already. Nothing changed.` : `${name} is ${after}.`;
}
