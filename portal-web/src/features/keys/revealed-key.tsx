import { useEffect, useState } from "react";
import { useBlocker, useNavigate } from "react-router";
import { CodeTabs } from "@/components/code-tabs";
import { Button } from "@/components/ui/controls/button";
import { CopyButton } from "@/components/ui/controls/copy-button";
import { DialogActions } from "@/components/ui/overlays/dialog";
import type { RevealableKey } from "@/lib/api/queries";
import { PATHS } from "@/lib/paths";
import { usePortal } from "@/lib/portal";
import { sample } from "@/lib/samples";
import { useFirstCall } from "@/lib/samples/use-first-call";

/** Shows the secret and a first call with it, and asks the user to confirm that it is saved. */
export function RevealedKey({ newKey, onDone }: { newKey: RevealableKey; onDone: () => void }) {
  const { config, playgroundKey } = usePortal();
  const navigate = useNavigate();
  const call = useFirstCall();
  const [isSaved, setSaved] = useState(false);
  usePreventLeaving(!isSaved);

  const openPlayground = () => {
    playgroundKey.hold(newKey.key);
    onDone();
    void navigate(PATHS.playground);
  };

  return (
    <div className="grid gap-5">
      <div className="flex items-center gap-2 rounded-lg border border-accent/30 bg-accent-soft py-2 pr-2 pl-3.5">
        <code className="min-w-0 flex-1 select-all break-all font-mono text-base" translate="no">
          {newKey.key}
        </code>
        <CopyButton text={() => newKey.key} label="Copy the key" caption="Copy" />
      </div>
      <div className="min-w-0">
        <h3 className="mb-2 font-medium">Your first call</h3>
        <CodeTabs
          label="First call"
          code={(language) => sample(call, language, { baseUrl: config.api_url, key: newKey.key })}
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
        <Button disabled={!isSaved} onClick={openPlayground}>
          Try it in the playground
        </Button>
        <Button variant="primary" disabled={!isSaved} onClick={onDone}>
          Done
        </Button>
      </DialogActions>
    </div>
  );
}

/** Block navigation and reload while `isActive`, since the secret cannot be shown again. */
function usePreventLeaving(isActive: boolean): void {
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => isActive && currentLocation.pathname !== nextLocation.pathname,
  );
  useEffect(() => {
    if (blocker.state === "blocked") blocker.reset();
  }, [blocker]);
  useEffect(() => {
    if (!isActive) return;
    const confirmUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", confirmUnload);
    return () => removeEventListener("beforeunload", confirmUnload);
  }, [isActive]);
}
