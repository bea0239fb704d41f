import { Button } from "@/components/ui/button";
import { NotConfigured } from "@/lib/config";

export function NotConfiguredPage({ error }: { error: unknown }) {
  return (
    <main className="mx-auto max-w-md px-6 py-32 text-center">
      <title>Not available · Cortensor Portal</title>
      <h1 className="font-semibold text-xl">The portal is not available</h1>
      <p className="mt-2 text-ink-2">
        {error instanceof NotConfigured ? error.message : "Something went wrong while it was starting."}
      </p>
      <Button look="primary" className="mt-6" onClick={() => location.reload()}>
        Reload
      </Button>
    </main>
  );
}
