import { useCallback, useEffect, useRef, useState } from "react";
import type { Call } from "@/lib/samples/call";
import { newRun, perform, type Run } from "./run";

/** Limits how often a fast stream re-renders the page. */
const RENDER_INTERVAL_MS = 40;

export interface Runner {
  run: Run | null;
  isRunning: boolean;
  start: (call: Call, target: { baseUrl: string; key: string }) => Promise<Run>;
  stop: () => void;
  clear: () => void;
}

export function useRun(): Runner {
  const [run, setRun] = useState<Run | null>(null);
  const controllerRef = useRef<AbortController | null>(null);
  useEffect(() => () => controllerRef.current?.abort(), []);

  const start = useCallback(async (call: Call, target: { baseUrl: string; key: string }) => {
    controllerRef.current?.abort();
    const controller = new AbortController();
    controllerRef.current = controller;
    setRun(newRun(call));
    let renderedAt = 0;
    const last = await perform(call, target, controller.signal, (state) => {
      if (performance.now() - renderedAt < RENDER_INTERVAL_MS) return;
      renderedAt = performance.now();
      setRun(state);
    });
    setRun(last);
    return last;
  }, []);

  return {
    run,
    isRunning: run?.status === "waiting" || run?.status === "streaming",
    start,
    stop: useCallback(() => controllerRef.current?.abort(), []),
    clear: useCallback(() => setRun(null), []),
  };
}
