import { type ComponentProps, type ReactElement, Suspense, useState } from "react";

/**
 * A menu whose code is loaded on the first click, since most visits never open it. `trigger` renders the button,
 * `menu` the loaded menu around it, open.
 */
export function LazyMenu({
  trigger,
  menu,
}: {
  trigger: (props: ComponentProps<"button">) => ReactElement;
  menu: (trigger: ReactElement) => ReactElement;
}) {
  const [isRequested, setRequested] = useState(false);
  const placeholder = trigger({
    "aria-haspopup": "menu",
    "aria-expanded": false,
    onClick: () => setRequested(true),
  });
  if (!isRequested) return placeholder;
  return <Suspense fallback={placeholder}>{menu(trigger({}))}</Suspense>;
}
