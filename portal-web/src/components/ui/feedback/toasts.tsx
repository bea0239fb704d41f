import { CircleCheck, X } from "lucide-react";
import { createContext, type ReactNode, useCallback, useContext, useRef, useState } from "react";
import { Button } from "../controls/button";

const DURATION_MS = 6000;

interface Toast {
  id: number;
  text: string;
}

const ToastContext = createContext<(text: string) => void>(() => {});

/** Returns the function that shows a toast, for results the page itself does not show. */
export function useToast(): (text: string) => void {
  return useContext(ToastContext);
}

export function ToastProvider({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<Toast[]>([]);
  const count = useRef(0);
  const dismiss = useCallback((id: number) => setToasts((all) => all.filter((toast) => toast.id !== id)), []);
  const show = useCallback(
    (text: string) => {
      count.current += 1;
      const id = count.current;
      setToasts((all) => [...all.slice(-2), { id, text }]);
      setTimeout(() => dismiss(id), DURATION_MS);
    },
    [dismiss],
  );
  return (
    <ToastContext value={show}>
      {children}
      <div
        role="status"
        className="pointer-events-none fixed inset-x-0 bottom-0 z-60 flex flex-col items-center gap-2 p-4 sm:items-end"
      >
        {toasts.map((toast) => (
          <div
            key={toast.id}
            className="pointer-events-auto flex max-w-sm animate-[rise_160ms_ease-out] items-center gap-2.5 rounded-xl border border-line bg-surface py-2 pr-2 pl-3.5 shadow-raised"
          >
            <CircleCheck size={17} className="shrink-0 text-good" aria-hidden="true" />
            <span>{toast.text}</span>
            <Button variant="ghost" size="icon-small" aria-label="Dismiss" onClick={() => dismiss(toast.id)}>
              <X size={15} aria-hidden="true" />
            </Button>
          </div>
        ))}
      </div>
    </ToastContext>
  );
}
