import { human, tellingApart, tickStep, timeUnit } from "../numbers";
import type { Theme } from "../theme";
import type { Axis } from "./chart";

const NARROW = 520;

/** Whether a chart is drawn for a phone's width. */
export const isNarrow = (width: number): boolean => width < NARROW;

/** An axis title with its unit: `CPU demand (GHz)`. */
export const titled = (axis: Axis): string => (axis.unit ? `${axis.title} (${axis.unit})` : axis.title);

export const textStyle = (theme: Theme, size = 12) => ({ color: theme.muted, fontFamily: theme.font, fontSize: size });

/** The look that all tooltips share. */
export const tooltipStyle = (theme: Theme) => ({
  confine: true,
  backgroundColor: theme.surface,
  borderColor: theme.line,
  textStyle: { color: theme.text, fontFamily: theme.font, fontSize: 12 },
  extraCssText: "box-shadow:0 2px 10px rgba(0,0,0,.18)",
});

/** Time since the start of the run, with ticks at round hours or days. */
export function timeAxis(times: number[], theme: Theme, width: number) {
  const first = times[0] ?? 0;
  const last = times[times.length - 1] ?? 1;
  const unit = timeUnit(last - first);
  const step = tickStep(last - first, unit, Math.max(3, Math.floor(width / 70)));
  return {
    type: "value" as const,
    // Ticks are counted from the start of the axis, so it starts at a round time.
    min: Math.floor(first / step) * step,
    max: last > first ? last : first + 1,
    interval: step,
    name: `time since start (${unit.name})`,
    nameLocation: "middle" as const,
    nameGap: 28,
    nameTextStyle: textStyle(theme),
    axisLine: { lineStyle: { color: theme.line } },
    axisTick: { lineStyle: { color: theme.line } },
    splitLine: { show: false },
    axisLabel: {
      ...textStyle(theme),
      hideOverlap: true,
      formatter: (seconds: number) =>
        // The ends of the axis are wherever the data end; a label there would rarely be a round number.
        seconds % unit.seconds === 0 ? human(seconds / unit.seconds) : "",
    },
  };
}

/** An axis of values, its title written above it so that it stays readable on a narrow screen. */
export function valueAxis(axis: Axis, theme: Theme) {
  return {
    type: "value" as const,
    min: 0,
    // Left to itself ECharts would put ticks at 0, 30, 60, 90 and 100.
    ...(axis.max ? { max: axis.max, interval: axis.max / 4 } : {}),
    name: titled(axis),
    nameLocation: "end" as const,
    nameGap: 12,
    nameTextStyle: { ...textStyle(theme), align: "left" as const },
    axisLabel: { ...textStyle(theme), formatter: (value: number) => human(value) },
    splitNumber: 4,
    splitLine: { lineStyle: { color: theme.line } },
  };
}

/** An axis of values along the bottom that begins where the data do. */
export function bottomAxis(axis: Axis, theme: Theme, width: number, values: (number | null)[]) {
  const number = tellingApart(values);
  return {
    type: "value" as const,
    scale: true,
    name: titled(axis),
    nameLocation: "middle" as const,
    nameGap: 28,
    nameTextStyle: textStyle(theme),
    axisLine: { show: true, lineStyle: { color: theme.line } },
    axisTick: { lineStyle: { color: theme.line } },
    axisLabel: { ...textStyle(theme), hideOverlap: true, formatter: (value: number) => number(value) },
    splitNumber: isNarrow(width) ? 3 : 5,
    splitLine: { lineStyle: { color: theme.line } },
  };
}

/** A legend that scrolls where the names do not fit. */
export function legend(names: string[], theme: Theme, width: number) {
  return {
    type: "scroll" as const,
    top: 0,
    left: 0,
    right: 0,
    icon: "roundRect",
    itemWidth: 14,
    itemHeight: 4,
    pageIconColor: theme.text,
    pageIconInactiveColor: theme.line,
    pageTextStyle: textStyle(theme),
    textStyle: { ...textStyle(theme, isNarrow(width) ? 11 : 12), color: theme.text },
    data: names,
  };
}

/** The ends of an interval as a line from one to the other with a stroke across each. */
export const whisker = (points: [number | string, number | string][], colour: string, upright: boolean) => ({
  type: "line" as const,
  data: points,
  symbol: "rect",
  symbolSize: upright ? [9, 2] : [2, 9],
  showSymbol: true,
  silent: true,
  itemStyle: { color: colour },
  lineStyle: { width: 1.8, color: colour },
  emphasis: { disabled: true },
});

export const grid = (top: number) => ({ left: 8, right: 18, top, bottom: 22, outerBoundsMode: "same" as const, outerBoundsContain: "axisLabel" as const });
