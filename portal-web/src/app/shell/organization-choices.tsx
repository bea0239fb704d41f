import { UsersRound } from "lucide-react";
import type { ReactElement } from "react";
import { useNavigate } from "react-router";
import { Menu, MenuChoice, MenuItem, MenuLine } from "@/components/ui/menu";
import type { Me } from "@/lib/api/queries";
import { byAge } from "@/lib/organization";
import { PATHS } from "@/lib/paths";
import { usePortal } from "@/lib/portal";

export default function OrganizationChoices({ me, trigger }: { me: Me; trigger: ReactElement }) {
  const { organization } = usePortal();
  const navigate = useNavigate();
  return (
    <Menu align="start" startsOpen trigger={trigger}>
      <MenuChoice
        label="Organisation"
        value={me.organization.id}
        options={byAge(me.organizations).map(({ id, name, role }) => ({
          value: id,
          label: name,
          note: role,
        }))}
        onChange={(id) => organization.choose(id)}
      />
      <MenuLine />
      <MenuItem onSelect={() => navigate(PATHS.profile)}>
        <UsersRound size={16} aria-hidden="true" />
        Members and teams
      </MenuItem>
    </Menu>
  );
}
