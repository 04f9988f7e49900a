import type { EChartsCoreOption } from "echarts/core";
import { moment, tickStep, timeUnit, human, withUnit } from "../numbers";
import type { Theme } from "../theme";
import { textStyle, tooltipStyle } from "./axes";
import type { HeatMapChart } from "./chart";
import { tip } from "./tooltip";

export function heatMapOption(chart: HeatMapChart, theme: Theme, width: number): EChartsCoreOption {
  return {
    animation: false,
    // With hundreds of rows ECharts measures labels that it then leaves out; the room for them is reckoned here.
    grid: { left: labelRoom(chart), right: 18, top: 46, bottom: 46, outerBoundsMode: "none" },
    tooltip: {
      ...tooltipStyle(theme),
      formatter: (point: { data: [number, number, number | null] }) => cellTip(chart, point.data),
    },
    xAxis: columns(chart, theme, width),
    yAxis: rows(chart, theme),
    visualMap: scale(chart, theme, width),
    series: [
      {
        type: "heatmap",
        data: cells(chart),
        progressive: 0,
        emphasis: { disabled: true },
        itemStyle: { borderWidth: 0 },
      },
    ],
  };
}

const LABEL_WIDTH = 96;

/** Room for the longest row name at 11 pixels, which is about 6.5 pixels a letter. */
const labelRoom = (chart: HeatMapChart): number =>
  12 + Math.min(LABEL_WIDTH, Math.ceil(6.5 * Math.max(...chart.rows.map((row) => row.length))));

function cellTip(chart: HeatMapChart, [column, row, value]: [number, number, number | null]): HTMLElement {
  return tip(chart.rows[row], [
    { label: "time since start", value: moment(chart.times[column]) },
    { label: chart.value.title, value: withUnit(value, chart.value.unit) },
  ]);
}

function cells(chart: HeatMapChart): [number, number, number | string][] {
  const width = chart.times.length;
  return chart.cells.map((value, i) => [i % width, Math.floor(i / width), value ?? "-"]);
}

function columns(chart: HeatMapChart, theme: Theme, width: number) {
  const last = chart.times[chart.times.length - 1] ?? 0;
  const span = last - (chart.times[0] ?? 0);
  const unit = timeUnit(span);
  const step = tickStep(span, unit, Math.max(3, Math.floor(width / 70)));
  // A column starts where a round time falls into it; only those columns carry a label.
  const round = (i: number): boolean =>
    i === 0 ? chart.times[0] % step === 0 : Math.floor(chart.times[i] / step) > Math.floor(chart.times[i - 1] / step);
  return {
    type: "category" as const,
    data: chart.times.map(String),
    name: `time since start (${unit.name})`,
    nameLocation: "middle" as const,
    nameGap: 28,
    nameTextStyle: textStyle(theme),
    axisLine: { lineStyle: { color: theme.line } },
    axisTick: { lineStyle: { color: theme.line }, alignWithLabel: false, interval: round },
    axisLabel: {
      ...textStyle(theme),
      interval: round,
      formatter: (seconds: string) => human((Math.floor(Number(seconds) / step) * step) / unit.seconds),
    },
  };
}

function rows(chart: HeatMapChart, theme: Theme) {
  return {
    type: "category" as const,
    inverse: true,
    data: chart.rows,
    axisLine: { show: false },
    axisTick: { show: false },
    axisLabel: { ...textStyle(theme, 11), hideOverlap: true, width: LABEL_WIDTH, overflow: "truncate" as const },
  };
}

function scale(chart: HeatMapChart, theme: Theme, width: number) {
  const max = chart.value.max ?? chart.cells.reduce<number>((most, value) => Math.max(most, value ?? 0), 0);
  return {
    type: "continuous" as const,
    min: 0,
    max,
    orient: "horizontal" as const,
    left: 0,
    top: 0,
    calculable: false,
    itemWidth: 12,
    itemHeight: Math.min(220, width / 3),
    text: [withUnit(max, chart.value.unit), `${chart.value.title}: ${withUnit(0, chart.value.unit)}`],
    textStyle: textStyle(theme),
    inRange: { color: theme.heat },
  };
}
