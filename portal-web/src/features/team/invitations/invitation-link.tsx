import { Button } from "@/components/ui/controls/button";
import { CopyButton } from "@/components/ui/controls/copy-button";
import { DialogActions } from "@/components/ui/overlays/dialog";
import type { NewInvitation } from "@/lib/api/queries";
import { formatDateTime } from "@/lib/format/times";
import { invitationLink } from "@/lib/paths";

export function InvitationLink({ invitation, onDone }: { invitation: NewInvitation; onDone: () => void }) {
  const link = invitationLink(location.origin, invitation.token);
  return (
    <div className="grid gap-4">
      <div className="flex items-center gap-2 rounded-lg border border-accent/30 bg-accent-soft py-2 pr-2 pl-3.5">
        <code className="min-w-0 flex-1 select-all break-all font-mono text-sm" translate="no">
          {link}
        </code>
        <CopyButton text={link} label="Copy the link" caption="Copy" />
      </div>
      <p className="text-ink-3 text-sm">Expires {formatDateTime(new Date(invitation.expires_at))}.</p>
      <DialogActions>
        <Button variant="primary" onClick={onDone}>
          Done
        </Button>
      </DialogActions>
    </div>
  );
}
