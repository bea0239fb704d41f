import { Link } from "react-router";
import { RequestId } from "@/components/ui/states";
import { PATHS } from "@/lib/paths";
import type { CallError } from "./reading";

const OURS = new Set(["network", "incomplete"]);

/** An error of the API, as a client would get it. */
export function Fault({ error, requestId }: { error: CallError; requestId: string | null }) {
  return (
    <div role="alert" className="mb-4 rounded-lg bg-bad-soft px-3.5 py-3 text-bad">
      <p>
        {error.message} {error.hint}
      </p>
      <div className="mt-1.5 flex flex-wrap items-center gap-x-4 gap-y-1">
        {error.code && !OURS.has(error.code) && (
          <Link
            to={`${PATHS.docs}#error-${error.code}`}
            className="font-mono text-xs underline underline-offset-2"
          >
            {error.code}
          </Link>
        )}
        {requestId && <RequestId id={requestId} />}
      </div>
    </div>
  );
}
