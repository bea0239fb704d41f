import { LogOut, UserRound } from "lucide-react";
import type { ReactElement } from "react";
import { useNavigate } from "react-router";
import { useNotice } from "@/components/notices";
import { Menu, MenuChoice, MenuItem, MenuLine } from "@/components/ui/menu";
import { PATHS } from "@/lib/paths";
import { usePortal } from "@/lib/portal";
import { useStore } from "@/lib/store";
import type { Theme } from "@/lib/theme";

const THEMES: readonly { value: Theme; label: string }[] = [
  { value: "system", label: "As the system" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
];

export default function AccountChoices({ trigger }: { trigger: ReactElement }) {
  const { session, theme } = usePortal();
  const tell = useNotice();
  const chosen = useStore(theme);
  const navigate = useNavigate();
  return (
    <Menu align="start" startsOpen trigger={trigger}>
      <MenuItem onSelect={() => navigate(PATHS.profile)}>
        <UserRound size={16} aria-hidden="true" />
        Profile
      </MenuItem>
      <MenuLine />
      <MenuChoice
        label="Theme"
        value={chosen}
        options={THEMES}
        onChange={(value) => theme.choose(value as Theme)}
      />
      <MenuLine />
      <MenuItem
        onSelect={() => session.signOut().catch(() => tell("Signing out failed. Try again in a moment."))}
      >
        <LogOut size={16} aria-hidden="true" />
        Sign out
      </MenuItem>
    </Menu>
  );
}
