import { CircleCheck, X } from "lucide-react";
import { createContext, type ReactNode, useCallback, useContext, useRef, useState } from "react";
import { Button } from "./ui/button";

const SHOWN_MS = 6000;

interface Notice {
  id: number;
  text: string;
}

const NoticeContext = createContext<(text: string) => void>(() => {});

/** Tells that something was done, where the page itself does not show it. */
export function useNotice(): (text: string) => void {
  return useContext(NoticeContext);
}

export function Notices({ children }: { children: ReactNode }) {
  const [notices, setNotices] = useState<Notice[]>([]);
  const count = useRef(0);
  const drop = useCallback((id: number) => setNotices((all) => all.filter((notice) => notice.id !== id)), []);
  const tell = useCallback(
    (text: string) => {
      count.current += 1;
      const id = count.current;
      setNotices((all) => [...all.slice(-2), { id, text }]);
      setTimeout(() => drop(id), SHOWN_MS);
    },
    [drop],
  );
  return (
    <NoticeContext value={tell}>
      {children}
      <div
        role="status"
        className="pointer-events-none fixed inset-x-0 bottom-0 z-60 flex flex-col items-center gap-2 p-4 sm:items-end"
      >
        {notices.map((notice) => (
          <div
            key={notice.id}
            className="pointer-events-auto flex max-w-sm animate-[rise_160ms_ease-out] items-center gap-2.5 rounded-xl border border-line bg-surface py-2 pr-2 pl-3.5 shadow-raised"
          >
            <CircleCheck size={17} className="shrink-0 text-good" aria-hidden="true" />
            <span>{notice.text}</span>
            <Button look="quiet" size="icon-small" aria-label="Dismiss" onClick={() => drop(notice.id)}>
              <X size={15} aria-hidden="true" />
            </Button>
          </div>
        ))}
      </div>
    </NoticeContext>
  );
}
