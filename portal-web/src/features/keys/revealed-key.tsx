import { useEffect, useState } from "react";
import { useBlocker, useNavigate } from "react-router";
import { CodeTabs } from "@/components/code-tabs";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { DialogActions } from "@/components/ui/dialog";
import type { RevealableKey } from "@/lib/api/queries";
import { PATHS } from "@/lib/paths";
import { usePortal } from "@/lib/portal";
import { sample } from "@/lib/samples";
import { useFirstCall } from "@/lib/use-first-call";

/** The secret, a first call with it, and the question whether it is saved. */
export function RevealedKey({ created, onDone }: { created: RevealableKey; onDone: () => void }) {
  const { config, keyInHand } = usePortal();
  const navigate = useNavigate();
  const call = useFirstCall();
  const [isSaved, setSaved] = useState(false);
  useStay(!isSaved);

  const tryIt = () => {
    keyInHand.take(created.key);
    onDone();
    void navigate(PATHS.playground);
  };

  return (
    <div className="grid gap-5">
      <div className="flex items-center gap-2 rounded-lg border border-accent/30 bg-accent-soft py-2 pr-2 pl-3.5">
        <code className="min-w-0 flex-1 select-all break-all font-mono text-base" translate="no">
          {created.key}
        </code>
        <CopyButton text={() => created.key} label="Copy the key" words="Copy" />
      </div>
      <div className="min-w-0">
        <h3 className="mb-2 font-medium">Your first call</h3>
        <CodeTabs
          label="First call"
          code={(language) => sample(call, language, { baseUrl: config.api_url, key: created.key })}
        />
      </div>
      <label className="flex items-start gap-2.5">
        <input
          type="checkbox"
          className="mt-0.5 size-4 accent-accent"
          checked={isSaved}
          onChange={(event) => setSaved(event.target.checked)}
        />
        <span>I have saved this key. It cannot be shown again.</span>
      </label>
      <DialogActions>
        <Button disabled={!isSaved} onClick={tryIt}>
          Try it in the playground
        </Button>
        <Button look="primary" disabled={!isSaved} onClick={onDone}>
          Done
        </Button>
      </DialogActions>
    </div>
  );
}

/** Keeps whoever goes back, follows a link or reloads by mistake: what is shown here is shown only once. */
function useStay(mustStay: boolean): void {
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => mustStay && currentLocation.pathname !== nextLocation.pathname,
  );
  useEffect(() => {
    if (blocker.state === "blocked") blocker.reset();
  }, [blocker]);
  useEffect(() => {
    if (!mustStay) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [mustStay]);
}
