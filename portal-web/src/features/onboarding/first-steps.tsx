import { useQuery, useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useEffect, useState } from "react";
import { keysQuery, POLL_MS, USAGE } from "@/lib/api/queries";
import { usePortal } from "@/lib/portal";
import type { Identity } from "@/lib/session";
import { useStore } from "@/lib/store";
import { stepsTaken } from "./steps";

const StepList = lazy(async () => ({ default: (await import("./step-list")).StepList }));

/** Somebody is waiting for the tick. */
const FIRST_CALL_POLL_MS = 4_000;

/** Kept for each account of this browser. */
const doneBy = (identity: Identity) => `first-steps-done-${identity.id}`;

/**
 * Create a key, make a call, see it here: ticked by what is really there, gone once all of it was seen. They do not
 * begin unless they may.
 */
export function FirstSteps({ seesUsage, mayBegin }: { seesUsage: boolean; mayBegin: boolean }) {
  const { api, session } = usePortal();
  const now = useStore(session);
  const done = "identity" in now ? doneBy(now.identity) : "";
  const queries = useQueryClient();
  const [wasDone, setDone] = useState(() => localStorage.getItem(done) !== null);
  // Who arrives with all of it behind them is not asked to do anything.
  const [began, setBegan] = useState(false);
  const { data: keys } = useQuery({
    ...keysQuery(api),
    enabled: !wasDone && (began || mayBegin),
    refetchInterval: ({ state }) =>
      state.data && !stepsTaken(state.data.data).call ? FIRST_CALL_POLL_MS : POLL_MS,
  });
  const taken = keys && stepsTaken(keys.data);
  const madeFirstCall = began && taken?.call === true;
  // The page around the steps must not show nothing beside a tick that says there is something.
  useEffect(() => {
    if (madeFirstCall) void queries.invalidateQueries({ queryKey: [USAGE] });
  }, [madeFirstCall, queries]);
  if (!taken || wasDone) return null;

  if (!taken.call && !began) setBegan(true);
  if (taken.call && !began) return null;

  const finish = () => {
    localStorage.setItem(done, "1");
    setDone(true);
  };
  return (
    <Suspense fallback={<div className="h-64" />}>
      <StepList taken={taken} seesUsage={seesUsage} onFinish={finish} />
    </Suspense>
  );
}
