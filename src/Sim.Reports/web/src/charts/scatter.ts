import type { EChartsCoreOption } from "echarts/core";
import { human, tellingApart, withUnit } from "../numbers";
import type { Theme } from "../theme";
import { bottomAxis, grid, legend, tooltipStyle, valueAxis, whisker } from "./axes";
import type { Axis, ScatterChart } from "./chart";
import { tip } from "./tooltip";

export function scatterOption(chart: ScatterChart, theme: Theme, width: number): EChartsCoreOption {
  const upright = valueAxis(chart.y, theme);
  return {
    animation: false,
    grid: { ...grid(64), bottom: 28 },
    legend: { ...legend(chart.names, theme, width), itemHeight: 14 },
    tooltip: { ...tooltipStyle(theme), formatter: (point: { seriesName: string; color: string }) => pointTip(chart, point) },
    xAxis: bottomAxis(chart.x, theme, width, chart.xs),
    yAxis: { ...upright, min: undefined, scale: true, axisLabel: { ...upright.axisLabel, formatter: tellingApart(chart.ys) } },
    series: chart.names.flatMap((name, i) => point(chart, name, i, theme)),
  };
}

function point(chart: ScatterChart, name: string, i: number, theme: Theme) {
  const colour = theme.series[i % theme.series.length];
  const [x, left, right] = chart.xs.slice(3 * i, 3 * i + 3);
  const [y, low, high] = chart.ys.slice(3 * i, 3 * i + 3);
  if (x === null || y === null) return [];
  // The strokes have the point's name, so that the legend shows and hides them with it.
  return [
    ...(left === null || right === null || left === right ? [] : [{ ...whisker([[left, y], [right, y]], colour, false), name }]),
    ...(low === null || high === null || low === high ? [] : [{ ...whisker([[x, low], [x, high]], colour, true), name }]),
    { name, type: "scatter" as const, data: [[x, y]], symbolSize: 13, itemStyle: { color: colour }, emphasis: { disabled: true } },
  ];
}

function pointTip(chart: ScatterChart, point: { seriesName: string; color: string }): HTMLElement {
  const i = chart.names.indexOf(point.seriesName);
  return tip(point.seriesName, [line(chart.x, chart.xs, i), line(chart.y, chart.ys, i)]);
}

function line(axis: Axis, values: (number | null)[], i: number) {
  const [value, low, high] = values.slice(3 * i, 3 * i + 3);
  return { label: axis.title, value: withUnit(value, axis.unit) + (low === null ? "" : ` (${human(low)} to ${human(high)})`) };
}
