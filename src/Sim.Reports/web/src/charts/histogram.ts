import type { EChartsCoreOption } from "echarts/core";
import { human, withUnit } from "../numbers";
import type { Theme } from "../theme";
import { grid, isNarrow, textStyle, titled, tooltipStyle, valueAxis } from "./axes";
import type { HistogramChart } from "./chart";
import { tip } from "./tooltip";

export function histogramOption(chart: HistogramChart, theme: Theme, width: number): EChartsCoreOption {
  return {
    animation: false,
    color: theme.series,
    grid: grid(36),
    tooltip: {
      ...tooltipStyle(theme),
      trigger: "axis",
      axisPointer: { type: "shadow" },
      formatter: (points: { dataIndex: number }[]) => binTip(chart, points[0]?.dataIndex ?? 0),
    },
    xAxis: {
      type: "category",
      data: chart.from.map((_, i) => bin(chart, i)),
      name: titled(chart.x),
      nameLocation: "middle",
      nameGap: 28,
      nameTextStyle: textStyle(theme),
      axisLine: { lineStyle: { color: theme.line } },
      axisTick: { show: false },
      axisLabel: { ...textStyle(theme, isNarrow(width) ? 10 : 11), hideOverlap: true },
    },
    yAxis: valueAxis(chart.y, theme),
    series: [
      {
        type: "bar",
        data: chart.counts.map((count, i) => ({ value: count, itemStyle: { color: colour(chart, i, theme) } })),
        barCategoryGap: "8%",
        // A bin of one VM among thousands must not vanish: it is what the reader looks for.
        barMinHeight: 2,
        label: { show: !isNarrow(width) && chart.counts.length <= 24, position: "top", ...textStyle(theme, 11), formatter: (p: { value: number }) => (p.value ? human(p.value) : "") },
        itemStyle: { borderRadius: [2, 2, 0, 0] },
        emphasis: { disabled: true },
      },
    ],
  };
}

const colour = (chart: HistogramChart, i: number, theme: Theme): string =>
  theme.series[chart.alertFrom != null && chart.from[i] >= chart.alertFrom ? 1 : 0];

const bin = (chart: HistogramChart, i: number): string => `${human(chart.from[i])}–${human(chart.to[i])}`;

function binTip(chart: HistogramChart, i: number): HTMLElement {
  const total = chart.counts.reduce((sum, count) => sum + count, 0);
  const share = total > 0 ? (100 * chart.counts[i]) / total : 0;
  return tip(`${chart.x.title} ${bin(chart, i)} ${chart.x.unit}`, [
    { label: chart.y.title, value: withUnit(chart.counts[i], chart.y.unit) },
    { label: "share", value: withUnit(share, "%") },
  ]);
}
