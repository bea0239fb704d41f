import type { Member } from "@/lib/api/queries";

/** What a member is called: by name, else by address; wallets have neither. */
export function nameOf({ display_name, email }: Pick<Member, "display_name" | "email">): string {
  return display_name || email || "Wallet account";
}
