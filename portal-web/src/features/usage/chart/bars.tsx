import { scaleBand, scaleLinear } from "d3-scale";
import { type PointerEvent, useState } from "react";
import { cn } from "@/components/ui/class-names";
import { formatCount, formatWhole } from "@/lib/format/numbers";
import type { Column } from "./columns";
import { layers } from "./layers";
import type { Series } from "./series";
import { useWidth } from "./use-width";

const HEIGHT = 208;
const MARGIN = { top: 10, right: 0, bottom: 24, left: 44 };
const LABEL_WIDTH = 88;

/** Stacked bars, with a tooltip for the bar under the pointer. */
export function Bars({ columns, series }: { columns: readonly Column[]; series: readonly Series[] }) {
  const [ref, width] = useWidth();
  const [hovered, setHovered] = useState<number | null>(null);
  const inner = Math.max(0, width - MARGIN.left - MARGIN.right);
  const stacked = layers(columns, series);
  const highest = Math.max(0, ...(stacked.at(-1)?.bars.map((bar) => bar[1]) ?? []));
  const y = scaleLinear()
    .domain([0, Math.max(highest, 4)])
    .nice(4)
    .range([HEIGHT - MARGIN.bottom, MARGIN.top]);
  const x = scaleBand<number>()
    .domain(columns.map((_, index) => index))
    .range([MARGIN.left, MARGIN.left + inner])
    .paddingInner(0.28)
    .paddingOuter(0.1);
  const labelInterval = Math.max(1, Math.ceil((columns.length * LABEL_WIDTH) / Math.max(inner, 1)));

  const hover = (event: PointerEvent<SVGSVGElement>) => {
    const at = event.clientX - event.currentTarget.getBoundingClientRect().left - MARGIN.left;
    const index = Math.floor(at / x.step());
    setHovered(index >= 0 && index < columns.length ? index : null);
  };

  const column = hovered === null ? undefined : columns[hovered];
  return (
    <div ref={ref} className="relative" style={{ height: HEIGHT }}>
      {width > 0 && (
        <svg
          aria-hidden="true"
          width={width}
          height={HEIGHT}
          onPointerMove={hover}
          onPointerDown={hover}
          onPointerLeave={() => setHovered(null)}
          className="block touch-pan-y"
        >
          {y.ticks(4).map((tick) => (
            <g key={tick} transform={`translate(0 ${y(tick)})`}>
              <line
                x1={MARGIN.left}
                x2={width}
                className="stroke-line"
                strokeDasharray={tick === 0 ? "" : "2 4"}
              />
              <text x={MARGIN.left - 10} dy="0.32em" textAnchor="end" className="figures fill-ink-3 text-xs">
                {formatCount(tick)}
              </text>
            </g>
          ))}
          {hovered !== null && (
            <rect
              x={(x(hovered) ?? 0) - (x.step() - x.bandwidth()) / 2}
              y={MARGIN.top}
              width={x.step()}
              height={HEIGHT - MARGIN.bottom - MARGIN.top}
              className="fill-sunken"
              rx={4}
            />
          )}
          {stacked.map(({ series: each, bars }) => (
            <g key={each.name} className={each.fill}>
              {bars.map((bar, index) =>
                bar[1] > bar[0] ? (
                  <rect
                    key={bar.data.id}
                    x={x(index)}
                    width={Math.min(x.bandwidth(), 44)}
                    transform={`translate(${Math.max(0, (x.bandwidth() - 44) / 2)} 0)`}
                    y={y(bar[1])}
                    height={Math.max(1, y(bar[0]) - y(bar[1]))}
                    rx={Math.min(2, x.bandwidth() / 4)}
                  />
                ) : null,
              )}
            </g>
          ))}
          {columns.map((each, index) =>
            // Counted from the end, so that the newest bar always has a label.
            index % labelInterval === (columns.length - 1) % labelInterval ? (
              <text
                key={each.id}
                {...labelAt((x(index) ?? 0) + x.bandwidth() / 2, width)}
                y={HEIGHT - 6}
                className="fill-ink-3 text-xs"
              >
                {each.label}
              </text>
            ) : null,
          )}
        </svg>
      )}
      {column && hovered !== null && (
        <Tooltip column={column} series={series} at={(x(hovered) ?? 0) + x.bandwidth() / 2} width={width} />
      )}
    </div>
  );
}

/** Centred under its bar, unless it would overflow on the right. */
function labelAt(x: number, width: number): { x: number; textAnchor: "middle" | "end" } {
  return x + LABEL_WIDTH / 2 > width ? { x: width, textAnchor: "end" } : { x, textAnchor: "middle" };
}

function Tooltip({
  column,
  series,
  at,
  width,
}: {
  column: Column;
  series: readonly Series[];
  at: number;
  width: number;
}) {
  const isRight = at > width / 2;
  return (
    <div
      className="pointer-events-none absolute top-1 z-10 min-w-40 rounded-lg border border-line bg-surface px-3 py-2 text-sm shadow-raised"
      style={isRight ? { right: width - at + 14 } : { left: at + 14 }}
    >
      <div className="mb-1 font-medium">{column.longLabel}</div>
      {series.map((each) => (
        <div key={each.name} className="flex items-center gap-2">
          <span className={cn("size-2 rounded-[2px]", each.dot)} />
          <span className="text-ink-2">{each.label}</span>
          <span className="figures ml-auto pl-4">{formatWhole(each.value(column.counts))}</span>
        </div>
      ))}
    </div>
  );
}
