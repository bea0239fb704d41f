import { useEffect, useRef, useState } from "react";
import { ErrorState } from "@/components/ui/feedback/error-state";
import { Skeleton } from "@/components/ui/feedback/skeleton";
import type { ProviderForms } from "@/lib/session/provider";

/** A form that the sign-in provider renders itself. */
export function ProviderForm({
  forms,
  form,
  next,
}: {
  forms: ProviderForms;
  form: "sign-in" | "sign-up";
  next: string;
}) {
  const container = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<"loading" | "mounted" | Error>("loading");
  const hasNotFailed = state === "loading" || state === "mounted";

  useEffect(() => {
    const element = container.current;
    if (!element || !hasNotFailed) return;
    let unmount = () => {};
    let isUnmounted = false;
    forms.show(form, element, next).then(
      (unmountForm) => {
        if (isUnmounted) return unmountForm();
        unmount = unmountForm;
        setState("mounted");
      },
      (error: Error) => isUnmounted || setState(error),
    );
    return () => {
      isUnmounted = true;
      unmount();
    };
  }, [forms, form, next, hasNotFailed]);

  if (state instanceof Error) {
    return <ErrorState compact error={state} title={state.message} onRetry={() => setState("loading")} />;
  }
  return (
    <>
      {state === "loading" && <Skeleton className="h-80 w-full" />}
      <div ref={container} />
    </>
  );
}
