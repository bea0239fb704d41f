import { useCallback, useEffect, useRef, useState } from "react";
import type { Call } from "@/lib/samples/call";
import { begun, perform, type Run } from "./run";

/** Often enough to look alive, seldom enough that a fast stream does not keep the page busy. */
const SHOW_EVERY_MS = 40;

export interface Runner {
  run: Run | null;
  isRunning: boolean;
  start: (call: Call, place: { baseUrl: string; key: string }) => Promise<Run>;
  stop: () => void;
  clear: () => void;
}

export function useRun(): Runner {
  const [run, setRun] = useState<Run | null>(null);
  const under = useRef<AbortController | null>(null);
  useEffect(() => () => under.current?.abort(), []);

  const start = useCallback(async (call: Call, place: { baseUrl: string; key: string }) => {
    under.current?.abort();
    const controller = new AbortController();
    under.current = controller;
    setRun(begun(call));
    let shownAt = 0;
    const last = await perform(call, place, controller.signal, (state) => {
      if (performance.now() - shownAt < SHOW_EVERY_MS) return;
      shownAt = performance.now();
      setRun(state);
    });
    setRun(last);
    return last;
  }, []);

  return {
    run,
    isRunning: run?.status === "waiting" || run?.status === "streaming",
    start,
    stop: useCallback(() => under.current?.abort(), []),
    clear: useCallback(() => setRun(null), []),
  };
}
