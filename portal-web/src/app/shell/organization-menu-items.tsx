import { UsersRound } from "lucide-react";
import type { ReactElement } from "react";
import { useNavigate } from "react-router";
import { Menu, MenuItem, MenuRadioGroup, MenuSeparator } from "@/components/ui/overlays/menu";
import type { Me } from "@/lib/api/queries";
import { PATHS } from "@/lib/paths";
import { usePortal } from "@/lib/portal";
import { byCreation } from "@/lib/state/selected-organization";

export default function OrganizationMenuItems({ me, trigger }: { me: Me; trigger: ReactElement }) {
  const { organization } = usePortal();
  const navigate = useNavigate();
  return (
    <Menu align="start" defaultOpen trigger={trigger}>
      <MenuRadioGroup
        label="Organisation"
        value={me.organization.id}
        options={byCreation(me.organizations).map(({ id, name, role }) => ({
          value: id,
          label: name,
          note: role,
        }))}
        onChange={(id) => organization.select(id)}
      />
      <MenuSeparator />
      <MenuItem onSelect={() => navigate(PATHS.profile)}>
        <UsersRound size={16} aria-hidden="true" />
        Members and teams
      </MenuItem>
    </Menu>
  );
}
