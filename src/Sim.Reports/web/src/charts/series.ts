import type { EChartsCoreOption } from "echarts/core";
import { moment, withUnit } from "../numbers";
import type { Theme } from "../theme";
import { grid, legend, timeAxis, tooltipStyle, valueAxis } from "./axes";
import type { Series, SeriesChart } from "./chart";
import { tip } from "./tooltip";

export function seriesOption(chart: SeriesChart, theme: Theme, width: number): EChartsCoreOption {
  const several = chart.series.length > 1;
  return {
    animation: false,
    color: theme.series,
    grid: grid(several ? 56 : 30),
    legend: several ? legend(chart.series.map((series) => series.name), theme, width) : undefined,
    tooltip: {
      ...tooltipStyle(theme),
      trigger: "axis",
      axisPointer: { lineStyle: { color: theme.muted } },
      formatter: (points: Point[]) => tipAt(chart, points),
    },
    xAxis: timeAxis(chart.times, theme, width),
    yAxis: valueAxis(chart.y, theme),
    series: chart.series.map((series, index) => line(chart, series, index, theme)),
  };
}

interface Point {
  dataIndex: number;
  color: string;
  seriesIndex: number;
}

function tipAt(chart: SeriesChart, points: Point[]): HTMLElement {
  const at = points[0]?.dataIndex ?? 0;
  return tip(
    `${moment(chart.times[at])} since start`,
    points.map((point) => ({
      colour: point.color,
      label: chart.series[point.seriesIndex].name,
      value: withUnit(chart.series[point.seriesIndex].values[at], chart.y.unit),
    })),
  );
}

function line(chart: SeriesChart, series: Series, index: number, theme: Theme) {
  const limit = series.style === "limit";
  const stacked = series.style === "stacked";
  const colour = limit ? theme.limit : theme.series[index % theme.series.length];
  return {
    name: series.name,
    type: "line" as const,
    data: series.values.map((value, i) => [chart.times[i], value]),
    showSymbol: series.values.length === 1,
    step: series.style === "step" || limit ? ("end" as const) : undefined,
    itemStyle: { color: colour },
    lineStyle: { width: stacked ? 0.6 : 1.6, color: colour, type: limit ? ("dashed" as const) : ("solid" as const) },
    stack: stacked ? "all" : undefined,
    areaStyle: series.style === "area" || stacked ? { opacity: stacked ? 0.6 : 0.22, color: colour } : undefined,
    emphasis: { disabled: true },
  };
}
