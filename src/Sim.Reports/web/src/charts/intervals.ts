import type { EChartsCoreOption } from "echarts/core";
import { tellingApart } from "../numbers";
import type { Theme } from "../theme";
import { bottomAxis, textStyle, tooltipStyle, whisker } from "./axes";
import type { IntervalChart } from "./chart";
import { tip } from "./tooltip";

const MOST_LABELS = 24;

export function intervalOption(chart: IntervalChart, theme: Theme, width: number): EChartsCoreOption {
  const axis = bottomAxis(chart.x, theme, width, ends(chart));
  return {
    animation: false,
    grid: { left: 8, right: 26, top: 14, bottom: 26, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
    tooltip: { ...tooltipStyle(theme), formatter: (point: { dataIndex: number; color: string }) => rowTip(chart, point.dataIndex, point.color) },
    xAxis: chart.bars ? { ...axis, scale: false, min: 0, ...(chart.x.max ? { max: chart.x.max } : {}) } : { ...axis, ...span(chart) },
    yAxis: {
      type: "category",
      inverse: true,
      data: chart.names,
      axisLine: { show: false },
      axisTick: { show: false },
      // A name of several settings has a line for each.
      axisLabel: { ...textStyle(theme), color: theme.text, lineHeight: 14, width: labelRoom(chart, width), overflow: "truncate", formatter: (name: string) => name.replaceAll(", ", "\n") },
    },
    series: [...whiskers(chart, theme), estimates(chart, theme)],
  };
}

/** Room for the longest line of a name at 12 pixels, which is about 6.6 pixels a letter; a third of a narrow chart at most. */
const labelRoom = (chart: IntervalChart, width: number): number =>
  Math.min(190, width * 0.36, 6.6 * Math.max(...chart.names.flatMap((name) => name.split(", ")).map((line) => line.length)));

const colour = (theme: Theme, i: number): string => theme.series[i % theme.series.length];

const ends = (chart: IntervalChart): number[] =>
  [...chart.values, ...chart.low, ...chart.high].filter((end): end is number => end !== null);

/** Where all is one number, an axis about it; otherwise the data decide. */
function span(chart: IntervalChart) {
  const all = ends(chart);
  const least = Math.min(...all);
  return all.length > 0 && least === Math.max(...all) ? { min: least - Math.max(1, Math.abs(least) / 10), max: least + Math.max(1, Math.abs(least) / 10) } : {};
}

const whiskers = (chart: IntervalChart, theme: Theme) =>
  chart.names.flatMap((name, i) => {
    const [low, high] = [chart.low[i], chart.high[i]];
    return low === null || high === null || low === high ? [] : [{ ...whisker([[low, name], [high, name]], chart.bars ? theme.text : colour(theme, i), false), z: 3 }];
  });

function estimates(chart: IntervalChart, theme: Theme) {
  const number = tellingApart(chart.values);
  return {
    type: chart.bars ? ("bar" as const) : ("scatter" as const),
    symbolSize: 11,
    barMaxWidth: 16,
    data: chart.values.map((value, i) => ({ value: chart.bars ? value : [value, i], itemStyle: { color: colour(theme, i), borderRadius: [0, 2, 2, 0] } })),
    label: {
      show: chart.names.length <= MOST_LABELS,
      position: chart.bars ? ("insideLeft" as const) : ("top" as const),
      distance: chart.bars ? 6 : 4,
      ...textStyle(theme, 11),
      color: chart.bars ? theme.surface : theme.muted,
      formatter: (point: { dataIndex: number }) => number(chart.values[point.dataIndex]),
    },
    z: chart.bars ? 2 : 4,
    emphasis: { disabled: true },
  };
}

function rowTip(chart: IntervalChart, i: number, mark: string): HTMLElement {
  const number = tellingApart(ends(chart));
  const range = chart.low[i] === null ? [] : [{ label: "interval", value: `${number(chart.low[i])} to ${number(chart.high[i])} ${chart.x.unit}` }];
  return tip(chart.names[i], [{ colour: mark, label: chart.x.title, value: `${number(chart.values[i])} ${chart.x.unit}` }, ...range]);
}
