import { type ComponentProps, lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/controls/button";
import { Skeleton } from "@/components/ui/feedback/skeleton";
import { Dialog } from "@/components/ui/overlays/dialog";
import type { AdminAction } from "./admin-action";

const ActionForm = lazy(async () => ({ default: (await import("./action-form")).ActionForm }));

/** A button that opens the form of an admin action. `of` names its target if several buttons have the same verb. */
export function ActionButton({
  action,
  of,
  ...rest
}: { action: AdminAction; of?: string } & Pick<ComponentProps<typeof Button>, "variant" | "size">) {
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <Button {...rest} aria-label={of && `${action.verb} ${of}`} onClick={() => setOpen(true)}>
        {action.verb}
      </Button>
      <Dialog open={isOpen} onOpenChange={setOpen} title={action.title} description={action.effect}>
        <Suspense fallback={<Skeleton className="h-40 w-full" />}>
          <ActionForm action={action} onClose={close} />
        </Suspense>
      </Dialog>
    </>
  );
}
