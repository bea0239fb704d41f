import { type FormEvent, useRef, useState } from "react";
import { Link } from "react-router";
import { Button } from "@/components/ui/button";
import { Field, Input } from "@/components/ui/field";
import { PATHS } from "@/lib/paths";
import { usePortal } from "@/lib/portal";
import { useStore } from "@/lib/store";

/** Which key calls are made with. What is pasted leaves the document at once and stays in memory only. */
export function KeyPanel() {
  const { keyInHand } = usePortal();
  const held = useStore(keyInHand);
  const input = useRef<HTMLInputElement>(null);
  const [fault, setFault] = useState<string>();

  if (held) {
    return (
      <div className="flex items-center justify-between gap-3 px-4 py-3 sm:px-5">
        <div className="min-w-0">
          <div className="font-medium text-sm">API key</div>
          <div className="truncate font-mono text-ink-2 text-sm">{held.masked}</div>
        </div>
        <Button size="small" onClick={() => keyInHand.forget()}>
          Forget
        </Button>
      </div>
    );
  }

  const take = (event: FormEvent) => {
    event.preventDefault();
    const secret = input.current?.value.trim() ?? "";
    if (secret === "") {
      setFault("Paste a key.");
      return;
    }
    if (input.current) input.current.value = "";
    setFault(undefined);
    keyInHand.take(secret);
  };
  return (
    <form onSubmit={take} className="px-4 py-4 sm:px-5">
      <Field
        label="API key"
        error={fault}
        aside={
          <Link
            to={`${PATHS.keys}?create=1`}
            className="text-accent text-sm underline-offset-4 hover:underline"
          >
            Create one
          </Link>
        }
        hint="Kept in this page's memory only."
      >
        {(given) => (
          <div className="flex gap-2">
            {/* Uncontrolled: a controlled input would write the secret into an attribute. */}
            <Input
              {...given}
              ref={input}
              type="password"
              autoComplete="off"
              placeholder="ctx_…"
              spellCheck={false}
            />
            <Button type="submit" className="h-10">
              Use
            </Button>
          </div>
        )}
      </Field>
    </form>
  );
}
