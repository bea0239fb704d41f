import { LogOut, UserRound } from "lucide-react";
import type { ReactElement } from "react";
import { useNavigate } from "react-router";
import { useToast } from "@/components/ui/feedback/toasts";
import { Menu, MenuItem, MenuRadioGroup, MenuSeparator } from "@/components/ui/overlays/menu";
import { PATHS } from "@/lib/paths";
import { usePortal } from "@/lib/portal";
import { useStore } from "@/lib/state/store";
import type { Theme } from "@/lib/state/theme-preference";

const THEMES: readonly { value: Theme; label: string }[] = [
  { value: "system", label: "System" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
];

export default function AccountMenuItems({ trigger }: { trigger: ReactElement }) {
  const { session, theme } = usePortal();
  const toast = useToast();
  const selected = useStore(theme);
  const navigate = useNavigate();
  return (
    <Menu align="start" defaultOpen trigger={trigger}>
      <MenuItem onSelect={() => navigate(PATHS.profile)}>
        <UserRound size={16} aria-hidden="true" />
        Profile
      </MenuItem>
      <MenuSeparator />
      <MenuRadioGroup
        label="Theme"
        value={selected}
        options={THEMES}
        onChange={(value) => theme.select(value as Theme)}
      />
      <MenuSeparator />
      <MenuItem
        onSelect={() => session.signOut().catch(() => toast("Sign-out failed. Try again in a moment."))}
      >
        <LogOut size={16} aria-hidden="true" />
        Sign out
      </MenuItem>
    </Menu>
  );
}
