import type { Member } from "@/lib/api/queries";

/** The name of a member, or the e-mail address; a wallet account has neither. */
export function memberName({ display_name, email }: Pick<Member, "display_name" | "email">): string {
  return display_name || email || "Wallet account";
}
