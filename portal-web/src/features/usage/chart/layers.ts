import { type SeriesPoint, stack } from "d3-shape";
import type { Column } from "./columns";
import type { Part } from "./series";

export interface Layer {
  part: Part;
  bars: SeriesPoint<Column>[];
}

export function layers(columns: readonly Column[], parts: readonly Part[]): Layer[] {
  const stacked = stack<unknown, Column, Part>()
    .keys(parts)
    .value(({ counts }, part) => part.of(counts))([...columns]);
  return stacked.map((bars) => ({ part: bars.key, bars }));
}
