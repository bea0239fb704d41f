import { type ComponentProps, lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Skeleton } from "@/components/ui/skeleton";
import type { Action } from "./action";

const ActionForm = lazy(async () => ({ default: (await import("./action-form")).ActionForm }));

/** A button that first asks why. `of` names the thing where several buttons have the same verb. */
export function ActionButton({
  action,
  of,
  ...rest
}: { action: Action; of?: string } & Pick<ComponentProps<typeof Button>, "look" | "size">) {
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
