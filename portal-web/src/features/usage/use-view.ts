import { useSearchParams } from "react-router";
import type { RequestFilter } from "@/lib/api/queries";
import { DEFAULT_RANGE, type Range, rangeOf } from "./ranges";
import { isOutcome } from "./requests/outcome";

/** The state of the usage page. All of it is in the URL, so that it can be shared. */
export interface View {
  range: Range;
  filter: Filter;
  /** The request whose receipt is open. */
  requestId: string | null;
}

export type Filter = Pick<RequestFilter, "model" | "key_id" | "outcome">;

export interface ViewChanges {
  range: (range: Range) => void;
  filter: (filter: Filter) => void;
  receipt: (requestId: string | null) => void;
}

export function useView(): [View, ViewChanges] {
  const [search, setSearch] = useSearchParams();
  const change = (values: Record<string, string | null | undefined>, replace = true) =>
    setSearch(
      (before) => {
        const after = new URLSearchParams(before);
        for (const [name, value] of Object.entries(values)) {
          if (value) after.set(name, value);
          else after.delete(name);
        }
        return after;
      },
      { replace, preventScrollReset: true },
    );
  return [
    { range: rangeOf(search), filter: filterOf(search), requestId: search.get("request") },
    {
      range: (range) =>
        typeof range === "string"
          ? change({ range: range === DEFAULT_RANGE ? null : range, from: null, to: null })
          : change({ range: null, from: range.start, to: range.end }),
      filter: ({ model, key_id, outcome }) => change({ model, key: key_id, status: outcome }),
      // Opening a receipt adds a history entry, so that "Back" closes it.
      receipt: (requestId) => change({ request: requestId }, requestId === null),
    },
  ];
}

function filterOf(search: URLSearchParams): Filter {
  const model = search.get("model");
  const key = search.get("key");
  const outcome = search.get("status");
  return {
    ...(model ? { model } : {}),
    ...(key && UUID.test(key) ? { key_id: key } : {}),
    ...(isOutcome(outcome) ? { outcome } : {}),
  };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
