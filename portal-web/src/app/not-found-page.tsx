import { Link } from "react-router";
import { Button } from "@/components/ui/button";
import { PATHS } from "@/lib/paths";

export function NotFoundPage() {
  return (
    <div className="py-24 text-center">
      <title>Not found · Cortensor Portal</title>
      <h1 className="font-semibold text-xl">There is no such page</h1>
      <p className="mt-2 text-ink-2">The address may be mistyped, or the page is for others.</p>
      <Button asChild className="mt-6">
        <Link to={PATHS.usage}>Go to usage</Link>
      </Button>
    </div>
  );
}
