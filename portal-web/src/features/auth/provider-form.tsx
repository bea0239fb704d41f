import { useEffect, useRef, useState } from "react";
import { Skeleton } from "@/components/ui/skeleton";
import { ErrorState } from "@/components/ui/states";
import type { ProviderForms } from "@/lib/session";

/** The form of a provider that brings its own, in the place of ours. */
export function ProviderForm({
  forms,
  form,
  next,
}: {
  forms: ProviderForms;
  form: "sign-in" | "sign-up";
  next: string;
}) {
  const place = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<"loading" | "shown" | Error>("loading");
  const isAsked = state === "loading" || state === "shown";

  useEffect(() => {
    const element = place.current;
    if (!element || !isAsked) return;
    let hide = () => {};
    let isGone = false;
    forms.show(form, element, next).then(
      (hideIt) => {
        if (isGone) return hideIt();
        hide = hideIt;
        setState("shown");
      },
      (error: Error) => isGone || setState(error),
    );
    return () => {
      isGone = true;
      hide();
    };
  }, [forms, form, next, isAsked]);

  if (state instanceof Error) {
    return <ErrorState compact error={state} title={state.message} onRetry={() => setState("loading")} />;
  }
  return (
    <>
      {state === "loading" && <Skeleton className="h-80 w-full" />}
      <div ref={place} />
    </>
  );
}
