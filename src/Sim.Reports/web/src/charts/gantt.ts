import type { CustomSeriesRenderItemAPI, CustomSeriesRenderItemParams } from "echarts";
import type { EChartsCoreOption } from "echarts/core";
import { human } from "../numbers";
import type { Theme } from "../theme";
import { isNarrow, textStyle, tooltipStyle } from "./axes";
import type { GanttChart, GanttKey } from "./chart";
import { tip } from "./tooltip";

const LABEL_WIDTH = 110;
const UNITS = [
  { name: "s", ns: 1e9 },
  { name: "ms", ns: 1e6 },
  { name: "us", ns: 1e3 },
  { name: "ns", ns: 1 },
];

export function ganttOption(chart: GanttChart, theme: Theme, width: number): EChartsCoreOption {
  const left = labelRoom(chart);
  return {
    animation: false,
    grid: { left, right: 18, top: 40, bottom: 66, outerBoundsMode: "none" },
    legend: legend(chart, theme, width),
    tooltip: {
      ...tooltipStyle(theme),
      formatter: (point: { data: Bar }) => barTip(chart, theme, point.data),
    },
    xAxis: timeAxis(chart, theme),
    yAxis: lanes(chart, theme),
    dataZoom: zoom(theme, left),
    // One series for each key, so that the legend can hide it.
    series: chart.keys.map((key, index) => ({
      type: "custom" as const,
      name: key.name,
      clip: true,
      itemStyle: { color: toneColour(chart.keys, index, theme) },
      renderItem: bar,
      encode: { x: [1, 2], y: 0 },
      data: bars(chart, index),
      progressive: 0,
    })),
  };
}

/** Lane, beginning, end, key. */
type Bar = [number, number, number, number];

function bars(chart: GanttChart, key: number): Bar[] {
  return chart.lane.flatMap((lane, i): Bar[] => (chart.key[i] === key ? [[lane, chart.from[i], chart.to[i], key]] : []));
}

function bar(params: CustomSeriesRenderItemParams, api: CustomSeriesRenderItemAPI) {
  const [x, y] = api.coord([api.value(1), api.value(0)]);
  const [end] = api.coord([api.value(2), api.value(0)]);
  const lane = (api.size!([0, 1]) as number[])[1];
  const height = Math.max(2, lane * 0.72);
  const room = params.coordSys as unknown as { x: number; width: number };
  const from = Math.max(x, room.x);
  const to = Math.min(end, room.x + room.width);
  if (to < room.x || from > room.x + room.width) return null;
  return {
    type: "rect" as const,
    // A short piece is still a hair wide.
    shape: { x: from, y: y - height / 2, width: Math.max(0.6, to - from), height },
    style: { fill: api.visual("color") as string },
  };
}

/** One of ten colours; the second ten are nearer to the ground, the third to the text, so that thirty can be told apart. */
function seriesColour(index: number, theme: Theme): string {
  const colour = theme.series[index % theme.series.length];
  const round = Math.floor(index / theme.series.length) % 3;
  return round === 0 ? colour : blend(colour, round === 1 ? theme.surface : theme.text, round === 1 ? 0.5 : 0.4);
}

/** Two colours as computed styles give them, `rgb(1, 2, 3)`, mixed by a share of the second. */
function blend(first: string, second: string, share: number): string {
  const [from, to] = [first, second].map((colour) => (colour.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number));
  return `rgb(${from.map((part, i) => Math.round(part + (to[i] - part) * share)).join(", ")})`;
}

/** The colour that a key's tone stands for; things among many take the page's colours in turn. */
export function toneColour(keys: GanttKey[], index: number, theme: Theme): string {
  const tones: Record<GanttKey["tone"], string> = {
    series: seriesColour(index, theme),
    good: theme.series[2],
    warning: theme.heat[3],
    odd: theme.series[3],
    alert: theme.heat[4],
    calm: theme.heat[0],
    late: theme.series[5],
  };
  return tones[keys[index].tone];
}

/** A time in the largest unit in which it is at least one: `1.25 ms`. */
function lasting(ns: number): string {
  const unit = UNITS.find((candidate) => Math.abs(ns) >= candidate.ns) ?? UNITS[UNITS.length - 1];
  return `${human(ns / unit.ns)} ${unit.name}`;
}

function barTip(chart: GanttChart, theme: Theme, [lane, from, to, key]: Bar): HTMLElement {
  return tip(chart.lanes[lane], [
    { colour: toneColour(chart.keys, key, theme), label: chart.keys[key].name, value: lasting(to - from) },
    { label: "from", value: lasting(from) },
    { label: "to", value: lasting(to) },
  ]);
}

const labelRoom = (chart: GanttChart): number =>
  14 + Math.min(LABEL_WIDTH, Math.ceil(6.5 * Math.max(1, ...chart.lanes.map((lane) => lane.length))));

function timeAxis(chart: GanttChart, theme: Theme) {
  // The unit that leaves whole numbers at the ticks.
  const unit = UNITS.find((candidate) => chart.span >= 5 * candidate.ns) ?? UNITS[UNITS.length - 1];
  const start = chart.origin === 0 ? "the start" : `${Number(chart.origin.toPrecision(9))} s`;
  return {
    type: "value" as const,
    min: 0,
    max: chart.span,
    name: `time since ${start} (${unit.name})`,
    nameLocation: "middle" as const,
    nameGap: 24,
    nameTextStyle: textStyle(theme),
    axisLine: { lineStyle: { color: theme.line } },
    axisTick: { lineStyle: { color: theme.line } },
    splitLine: { show: true, lineStyle: { color: theme.line, opacity: 0.5 } },
    axisLabel: { ...textStyle(theme), hideOverlap: true, showMaxLabel: false, formatter: (ns: number) => human(ns / unit.ns) },
  };
}

function lanes(chart: GanttChart, theme: Theme) {
  return {
    type: "category" as const,
    inverse: true,
    data: chart.lanes,
    axisLine: { show: false },
    axisTick: { show: false },
    axisLabel: { ...textStyle(theme, 11), hideOverlap: true, width: LABEL_WIDTH, overflow: "truncate" as const },
  };
}

function legend(chart: GanttChart, theme: Theme, width: number) {
  return {
    type: "scroll" as const,
    top: 0,
    left: 0,
    right: 0,
    icon: "roundRect",
    itemWidth: 14,
    itemHeight: 10,
    pageIconColor: theme.text,
    pageIconInactiveColor: theme.line,
    pageTextStyle: textStyle(theme),
    textStyle: { ...textStyle(theme, isNarrow(width) ? 11 : 12), color: theme.text },
    data: chart.keys.map((key) => key.name),
  };
}

function zoom(theme: Theme, left: number) {
  return [
    // Without a key held the wheel scrolls the page, as everywhere else.
    { type: "inside" as const, xAxisIndex: 0, filterMode: "weakFilter" as const, zoomOnMouseWheel: "ctrl" as const, moveOnMouseWheel: false },
    {
      type: "slider" as const,
      xAxisIndex: 0,
      filterMode: "weakFilter" as const,
      height: 14,
      bottom: 6,
      left,
      showDetail: false,
      showDataShadow: false,
      borderColor: theme.line,
      fillerColor: "transparent",
      moveHandleStyle: { color: theme.line },
      handleStyle: { color: theme.muted, borderColor: theme.muted },
    },
  ];
}
