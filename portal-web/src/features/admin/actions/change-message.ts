import type { Change } from "@/lib/api/admin-queries";

/** The message after a state change of `name`, or that nothing changed. */
export function changeMessage(name: string, { before, after }: Change): string {
  return before === after ? `${name} was already ${after}. Nothing changed.` : `${name} is ${after}.`;
}
