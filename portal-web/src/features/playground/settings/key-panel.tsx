import { type FormEvent, useRef, useState } from "react";
import { Link } from "react-router";
import { Button } from "@/components/ui/controls/button";
import { Field, Input } from "@/components/ui/controls/field";
import { PATHS } from "@/lib/paths";
import { usePortal } from "@/lib/portal";
import { useStore } from "@/lib/state/store";

/** The API key for calls. A pasted key is removed from the document at once and held in memory only. */
export function KeyPanel() {
  const { playgroundKey } = usePortal();
  const key = useStore(playgroundKey);
  const input = useRef<HTMLInputElement>(null);
  const [error, setError] = useState<string>();

  if (key) {
    return (
      <div className="flex items-center justify-between gap-3 px-4 py-3 sm:px-5">
        <div className="min-w-0">
          <div className="font-medium text-sm">API key</div>
          <div className="truncate font-mono text-ink-2 text-sm">{key.masked}</div>
        </div>
        <Button size="small" onClick={() => playgroundKey.clear()}>
          Remove
        </Button>
      </div>
    );
  }

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const secret = input.current?.value.trim() ?? "";
    if (secret === "") {
      setError("Paste an API key.");
      return;
    }
    if (input.current) input.current.value = "";
    setError(undefined);
    playgroundKey.hold(secret);
  };
  return (
    <form onSubmit={submit} className="px-4 py-4 sm:px-5">
      <Field
        label="API key"
        error={error}
        aside={
          <Link
            to={`${PATHS.keys}?create=1`}
            className="text-accent text-sm underline-offset-4 hover:underline"
          >
            Create one
          </Link>
        }
        hint="Held in memory only, never stored."
      >
        {(control) => (
          <div className="flex gap-2">
            {/* Uncontrolled: a controlled input would write the secret into an attribute. */}
            <Input
              {...control}
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
