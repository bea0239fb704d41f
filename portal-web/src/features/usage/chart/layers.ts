import { type SeriesPoint, stack } from "d3-shape";
import type { Column } from "./columns";
import type { Series } from "./series";

export interface Layer {
  series: Series;
  bars: SeriesPoint<Column>[];
}

export function layers(columns: readonly Column[], series: readonly Series[]): Layer[] {
  const stacked = stack<unknown, Column, Series>()
    .keys(series)
    .value(({ counts }, each) => each.value(counts))([...columns]);
  return stacked.map((bars) => ({ series: bars.key, bars }));
}
