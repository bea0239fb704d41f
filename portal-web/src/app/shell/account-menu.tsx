import { ChevronsUpDown } from "lucide-react";
import { type ComponentProps, lazy } from "react";
import { LazyMenu } from "@/components/ui/overlays/lazy-menu";
import { usePortal } from "@/lib/portal";
import { useStore } from "@/lib/state/store";

const AccountMenuItems = lazy(() => import("./account-menu-items"));

export function AccountMenu() {
  const state = useStore(usePortal().session);
  const email = "identity" in state ? (state.identity.email ?? "Wallet account") : "";
  return (
    <LazyMenu
      trigger={(props) => <AccountButton {...props} email={email} />}
      menu={(trigger) => <AccountMenuItems trigger={trigger} />}
    />
  );
}

function AccountButton({ email, ...rest }: ComponentProps<"button"> & { email: string }) {
  return (
    <button
      type="button"
      className="flex h-11 w-full items-center gap-2.5 rounded-lg px-2.5 text-left text-ink-2 hover:bg-sunken hover:text-ink"
      {...rest}
    >
      <span
        aria-hidden="true"
        className="flex size-6 shrink-0 items-center justify-center rounded-full bg-accent-soft font-semibold text-[0.6875rem] text-accent-strong uppercase"
      >
        {email.charAt(0)}
      </span>
      <span className="min-w-0 flex-1 truncate text-sm">
        <span className="sr-only">Account: </span>
        {email}
      </span>
      <ChevronsUpDown size={14} className="shrink-0 text-ink-3" aria-hidden="true" />
    </button>
  );
}
