import { Link } from "react-router";
import { Button } from "@/components/ui/controls/button";
import { PATHS } from "@/lib/paths";

export function NotFoundPage() {
  return (
    <div className="py-24 text-center">
      <title>Not found · Cortensor Portal</title>
      <h1 className="font-semibold text-xl">Page not found</h1>
      <p className="mt-2 text-ink-2">
        Check the address. The page may not exist, or you may not have access to it.
      </p>
      <Button asChild className="mt-6">
        <Link to={PATHS.usage}>Go to usage</Link>
      </Button>
    </div>
  );
}
