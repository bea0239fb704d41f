import { Link } from "react-router";
import { Button } from "@/components/ui/controls/button";
import { Card, CardHeader } from "@/components/ui/layout/card";
import type { UsageSummary } from "@/lib/api/queries";
import { formatCount, formatWhole } from "@/lib/format/numbers";
import { PATHS } from "@/lib/paths";

/** The refused requests of the range by error code, most frequent first. `onShow` lists them. */
export function RefusalsCard({
  refusals,
  onShow,
}: {
  refusals: UsageSummary["refusals"];
  onShow: () => void;
}) {
  return (
    <Card aria-label="Refused requests">
      <CardHeader
        title="Refused"
        note="They cost nothing and count towards no limit"
        aside={
          <Button size="small" onClick={onShow}>
            List them
          </Button>
        }
      />
      <ul className="px-4 pt-3 pb-4 sm:px-5">
        {refusals.map(({ status, error_code, refusals: count }) => (
          <li
            key={`${status} ${error_code}`}
            className="flex items-baseline justify-between gap-4 border-line border-t py-2 first:border-t-0"
          >
            <span className="min-w-0 truncate">
              <span className="figures text-ink-2">{status}</span>{" "}
              <Link
                className="font-mono text-accent text-sm underline-offset-4 hover:underline"
                to={`${PATHS.docs}#error-${error_code}`}
              >
                {error_code}
              </Link>
            </span>
            <span className="figures" title={formatWhole(count)}>
              {formatCount(count)}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
