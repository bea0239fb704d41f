import { Card, CardHeader } from "@/components/ui/layout/card";
import type { Billing } from "@/lib/api/queries";
import { formatUsd } from "@/lib/format/numbers";

const TOKENS = 1_000_000;

/** Token prices of each model on a prepaid plan. */
export function Prices({ prices }: { prices: Billing["prices"] }) {
  return (
    <Card className="lg:col-span-2">
      <CardHeader title="Prices" note="On prepaid plans, per million tokens" />
      <table className="mt-2 w-full">
        <thead>
          <tr className="card-row text-ink-3 text-sm [&>th]:py-2 [&>th]:font-normal">
            <th className="text-left">Model</th>
            <th className="text-right">Input</th>
            <th className="text-right">Output</th>
          </tr>
        </thead>
        <tbody>
          {prices.map((price) => (
            <tr key={price.model} className="card-row border-line border-t [&>*]:py-2.5">
              <th scope="row" className="text-left font-normal" title={price.display_name}>
                {price.model}
              </th>
              <td className="figures text-right">{formatUsd(price.input_nanousd_per_token * TOKENS)}</td>
              <td className="figures text-right">{formatUsd(price.output_nanousd_per_token * TOKENS)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}
