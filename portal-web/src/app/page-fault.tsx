import { useRouteError } from "react-router";
import { Button } from "@/components/ui/button";

/** A page that failed to draw, or whose code could not be loaded (a new version is out, or no connection). */
export function PageFault() {
  const error = useRouteError();
  const isStale = error instanceof TypeError && /import|fetch|module/i.test(error.message);
  return (
    <div role="alert" className="mx-auto max-w-md px-6 py-24 text-center">
      <title>Something went wrong · Cortensor Portal</title>
      <h1 className="font-semibold text-xl">
        {isStale ? "This page could not be loaded" : "Something went wrong in this page"}
      </h1>
      <p className="mt-2 text-ink-2">
        {isStale
          ? "There may be a new version of the portal, or no connection. Reloading gets the newest."
          : "It is our fault, not yours. Reloading often helps."}
      </p>
      <Button look="primary" className="mt-6" onClick={() => location.reload()}>
        Reload
      </Button>
    </div>
  );
}
