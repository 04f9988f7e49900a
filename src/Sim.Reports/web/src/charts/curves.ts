import type { EChartsCoreOption } from "echarts/core";
import { human, withUnit } from "../numbers";
import type { Theme } from "../theme";
import { bottomAxis, grid, legend, tooltipStyle, valueAxis } from "./axes";
import type { CurveChart } from "./chart";
import { tip } from "./tooltip";

export function curveOption(chart: CurveChart, theme: Theme, width: number): EChartsCoreOption {
  const axis = bottomAxis(chart.x, theme, width, chart.logarithmic ? [] : chart.curves.flatMap((curve) => curve.xs));
  return {
    animation: false,
    grid: { ...grid(64), bottom: 28 },
    legend: { ...legend(chart.curves.map((curve) => curve.name), theme, width), itemHeight: 14 },
    tooltip: { ...tooltipStyle(theme), formatter: (point: Point) => pointTip(chart, point) },
    xAxis: chart.logarithmic ? { ...axis, type: "log", minorSplitLine: { show: false } } : axis,
    yAxis: valueAxis(chart.y, theme),
    series: chart.curves.map((curve, i) => ({
      name: curve.name,
      type: "line" as const,
      data: curve.xs.map((x, at) => [x, curve.ys[at]]),
      symbol: "circle",
      symbolSize: 5,
      showSymbol: curve.xs.length <= 60,
      itemStyle: { color: theme.series[i % theme.series.length] },
      // Two of a kind lie upon each other: strokes of different length show that there are two.
      lineStyle: { width: 1.8, color: theme.series[i % theme.series.length], type: DASHES[i % DASHES.length] },
      emphasis: { disabled: true },
    })),
  };
}

const DASHES = ["solid" as const, [8, 4], [3, 3]];

interface Point {
  seriesIndex: number;
  dataIndex: number;
  color: string;
}

function pointTip(chart: CurveChart, point: Point): HTMLElement {
  const curve = chart.curves[point.seriesIndex];
  return tip(curve.name, [
    { label: chart.y.title, value: withUnit(curve.ys[point.dataIndex], chart.y.unit) },
    { colour: point.color, label: chart.x.title, value: `${human(curve.xs[point.dataIndex])} ${chart.x.unit}` },
  ]);
}
