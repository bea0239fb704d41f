import { Badge } from "@/components/ui/feedback/badge";

export function Endpoint({ method, path }: { method: "GET" | "POST"; path: string }) {
  return (
    <p className="mt-2 flex items-center gap-2.5">
      <Badge tone="accent" className="font-mono">
        {method}
      </Badge>
      <code className="font-mono text-ink">{path}</code>
    </p>
  );
}
