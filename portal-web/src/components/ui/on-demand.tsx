import { type ComponentProps, type ReactElement, Suspense, useState } from "react";

/**
 * A button whose menu is only loaded when it is asked for: most visits never open it. `trigger` is the button,
 * `menu` makes the loaded thing out of it, open.
 */
export function OnDemand({
  trigger,
  menu,
}: {
  trigger: (props: ComponentProps<"button">) => ReactElement;
  menu: (trigger: ReactElement) => ReactElement;
}) {
  const [isWanted, setWanted] = useState(false);
  const waiting = trigger({
    "aria-haspopup": "menu",
    "aria-expanded": false,
    onClick: () => setWanted(true),
  });
  if (!isWanted) return waiting;
  return <Suspense fallback={waiting}>{menu(trigger({}))}</Suspense>;
}
