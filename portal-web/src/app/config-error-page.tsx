import { Button } from "@/components/ui/controls/button";
import { ConfigError } from "@/lib/config";

export function ConfigErrorPage({ error }: { error: unknown }) {
  return (
    <main className="mx-auto max-w-md px-6 py-32 text-center">
      <title>Not available · Cortensor Portal</title>
      <h1 className="font-semibold text-xl">The portal is not available</h1>
      <p className="mt-2 text-ink-2">
        {error instanceof ConfigError ? error.message : "Something went wrong during startup."}
      </p>
      <Button variant="primary" className="mt-6" onClick={() => location.reload()}>
        Reload
      </Button>
    </main>
  );
}
