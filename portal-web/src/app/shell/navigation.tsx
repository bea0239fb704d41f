import { useQuery } from "@tanstack/react-query";
import {
  BookOpen,
  ChartColumn,
  CreditCard,
  KeyRound,
  type LucideIcon,
  ShieldCheck,
  SquareTerminal,
  UserRound,
} from "lucide-react";
import { NavLink } from "react-router";
import { cn } from "@/components/ui/class-names";
import { meQuery } from "@/lib/api/queries";
import { PATHS } from "@/lib/paths";
import { usePortal } from "@/lib/portal";

interface Entry {
  to: string;
  label: string;
  icon: LucideIcon;
}

const ENTRIES: readonly Entry[] = [
  { to: PATHS.usage, label: "Usage", icon: ChartColumn },
  { to: PATHS.keys, label: "API keys", icon: KeyRound },
  { to: PATHS.playground, label: "Playground", icon: SquareTerminal },
  { to: PATHS.billing, label: "Billing", icon: CreditCard },
  { to: PATHS.docs, label: "Docs", icon: BookOpen },
  { to: PATHS.profile, label: "Profile", icon: UserRound },
];
const FOR_OPERATORS: Entry = { to: PATHS.admin, label: "Admin", icon: ShieldCheck };

export function Navigation({ onNavigate }: { onNavigate?: () => void }) {
  const { api } = usePortal();
  const { data: me } = useQuery(meQuery(api));
  return (
    <nav aria-label="Portal">
      <ul className="grid gap-0.5">
        {[...ENTRIES, ...(me?.operator ? [FOR_OPERATORS] : [])].map(({ to, label, icon: Icon }) => (
          <li key={to}>
            <NavLink
              to={to}
              {...(onNavigate ? { onClick: onNavigate } : {})}
              className={({ isActive }) =>
                cn(
                  "flex h-9 items-center gap-2.5 rounded-lg px-2.5 transition-colors",
                  isActive
                    ? "bg-accent-soft font-medium text-accent-strong"
                    : "text-ink-2 hover:bg-sunken hover:text-ink",
                )
              }
            >
              <Icon size={17} strokeWidth={1.75} aria-hidden="true" />
              {label}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
