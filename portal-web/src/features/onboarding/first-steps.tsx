import { useQuery, useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useEffect, useState } from "react";
import { keysQuery, POLL_MS, USAGE } from "@/lib/api/queries";
import { usePortal } from "@/lib/portal";
import type { Identity } from "@/lib/session/provider";
import { useStore } from "@/lib/state/store";
import { completedSteps } from "./steps";

const StepList = lazy(async () => ({ default: (await import("./step-list")).StepList }));

/** Faster than usual, since the user is waiting for the step to be ticked. */
const FIRST_CALL_POLL_MS = 4_000;

/** Storage key, per account. */
const doneKey = (identity: Identity) => `first-steps-done-${identity.id}`;

/**
 * Create a key, make a call, see it in the usage. Steps are ticked from real data, and the list disappears once the
 * user has finished it. It appears only if `canStart`.
 */
export function FirstSteps({ isUsagePage, canStart }: { isUsagePage: boolean; canStart: boolean }) {
  const { api, session } = usePortal();
  const state = useStore(session);
  const storageKey = "identity" in state ? doneKey(state.identity) : "";
  const queries = useQueryClient();
  const [isDone, setDone] = useState(() => localStorage.getItem(storageKey) !== null);
  // Not shown to users who had already made a call before they opened the page.
  const [hasStarted, setStarted] = useState(false);
  const { data: keys } = useQuery({
    ...keysQuery(api),
    enabled: !isDone && (hasStarted || canStart),
    refetchInterval: ({ state }) =>
      state.data && !completedSteps(state.data.data).call ? FIRST_CALL_POLL_MS : POLL_MS,
  });
  const completed = keys && completedSteps(keys.data);
  const madeFirstCall = hasStarted && completed?.call === true;
  // Refresh the page's usage too, so that it does not stay empty beside a ticked step.
  useEffect(() => {
    if (madeFirstCall) void queries.invalidateQueries({ queryKey: [USAGE] });
  }, [madeFirstCall, queries]);
  if (!completed || isDone) return null;

  if (!completed.call && !hasStarted) setStarted(true);
  if (completed.call && !hasStarted) return null;

  const finish = () => {
    localStorage.setItem(storageKey, "1");
    setDone(true);
  };
  return (
    <Suspense fallback={<div className="h-64" />}>
      <StepList completed={completed} isUsagePage={isUsagePage} onFinish={finish} />
    </Suspense>
  );
}
