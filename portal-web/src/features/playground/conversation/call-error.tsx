import { Link } from "react-router";
import { RequestId } from "@/components/ui/feedback/request-id";
import { PATHS } from "@/lib/paths";
import type { CallError } from "../response/chunk";

/** Codes that the playground sets itself, which the docs do not list. */
const LOCAL_CODES = new Set(["network", "incomplete"]);

/** An error of the API, with its code and request id. */
export function CallErrorMessage({ error, requestId }: { error: CallError; requestId: string | null }) {
  return (
    <div role="alert" className="mb-4 rounded-lg bg-bad-soft px-3.5 py-3 text-bad">
      <p>
        {error.message} {error.hint}
      </p>
      <div className="mt-1.5 flex flex-wrap items-center gap-x-4 gap-y-1">
        {error.code && !LOCAL_CODES.has(error.code) && (
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
