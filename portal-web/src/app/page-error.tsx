import { useRouteError } from "react-router";
import { Button } from "@/components/ui/controls/button";

/** Error boundary: a page failed to render, or its code failed to load (offline, or after a deployment). */
export function PageError() {
  const error = useRouteError();
  const isLoadError = error instanceof TypeError && /import|fetch|module/i.test(error.message);
  return (
    <div role="alert" className="mx-auto max-w-md px-6 py-24 text-center">
      <title>Something went wrong · Cortensor Portal</title>
      <h1 className="font-semibold text-xl">
        {isLoadError ? "This page could not be loaded" : "Something went wrong on this page"}
      </h1>
      <p className="mt-2 text-ink-2">
        {isLoadError
          ? "You may be offline, or a new version of the portal is available. Reload the page to try again."
          : "This is an error in the portal. Reload the page; if it happens again, contact support."}
      </p>
      <Button variant="primary" className="mt-6" onClick={() => location.reload()}>
        Reload
      </Button>
    </div>
  );
}
