import { useEffect, useState } from "react";

/** The time, renewed every so many milliseconds while the page is looked at. */
export function useNow(every: number): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => document.hidden || setNow(new Date()), every);
    return () => clearInterval(timer);
  }, [every]);
  return now;
}
