import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import { type ReactNode, useState } from "react";
import { cn } from "../class-names";
import { Button } from "../controls/button";

interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  /** Whether Escape, a click outside and a close button close the dialog. */
  dismissible?: boolean;
  /** In the centre, or as a panel along the right edge. */
  position?: "center" | "right";
  wide?: boolean;
  children: ReactNode;
}

export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  dismissible = true,
  position = "center",
  wide,
  children,
}: DialogProps) {
  // The opener is read during rendering: a field with autoFocus takes the focus before any effect runs.
  const [last, setLast] = useState<{ open: boolean; opener: Element | null }>({ open: false, opener: null });
  const { opener } = last;
  if (open !== last.open) setLast({ open, opener: open ? document.activeElement : opener });
  const restoreFocus = (event: Event) => {
    event.preventDefault();
    const target = opener?.isConnected ? opener : document.querySelector("main");
    if (target instanceof HTMLElement) target.focus();
  };
  const preventDismissal = (event: Event) => {
    if (!dismissible) event.preventDefault();
  };
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-[appear_120ms_ease-out] bg-veil" />
        <Radix.Content
          onCloseAutoFocus={restoreFocus}
          onEscapeKeyDown={preventDismissal}
          onPointerDownOutside={preventDismissal}
          onInteractOutside={preventDismissal}
          {...(description ? {} : { "aria-describedby": undefined })}
          className={cn(
            "fixed z-50 flex flex-col overflow-hidden bg-surface shadow-raised outline-none",
            position === "center"
              ? "inset-x-0 bottom-0 mx-auto max-h-[92dvh] animate-[rise_160ms_ease-out] rounded-t-2xl border border-line sm:top-[12vh] sm:bottom-auto sm:max-h-[80vh] sm:rounded-2xl"
              : "inset-y-0 right-0 w-full max-w-md animate-[slide-right_180ms_ease-out] border-line border-l",
            position === "center" && (wide ? "sm:max-w-2xl" : "sm:max-w-md"),
          )}
        >
          <header className="flex items-start justify-between gap-4 px-5 pt-5 sm:px-6">
            <div className="grid min-w-0 gap-1 wrap-anywhere">
              <Radix.Title className="font-semibold text-lg">{title}</Radix.Title>
              {description && (
                <Radix.Description className="text-base text-ink-2">{description}</Radix.Description>
              )}
            </div>
            {dismissible && (
              <Radix.Close asChild>
                <Button variant="ghost" size="icon-small" aria-label="Close" className="-mt-1 -mr-2">
                  <X size={17} aria-hidden="true" />
                </Button>
              </Radix.Close>
            )}
          </header>
          <div className="min-h-0 overflow-y-auto px-5 pt-4 pb-5 sm:px-6 sm:pb-6">{children}</div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** The buttons at the end of a dialog: in a row, or stacked on a phone. */
export function DialogActions({ children }: { children: ReactNode }) {
  return <div className="mt-1 flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">{children}</div>;
}
