import type { EChartsCoreOption } from "echarts/core";
import { withUnit } from "../numbers";
import type { Theme } from "../theme";
import { bottomAxis, legend, textStyle, tooltipStyle } from "./axes";
import type { ShareChart } from "./chart";
import { toneColour } from "./gantt";
import { tip } from "./tooltip";

export function shareOption(chart: ShareChart, theme: Theme, width: number): EChartsCoreOption {
  return {
    animation: false,
    grid: { left: 8, right: 26, top: 36, bottom: 26, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
    legend: { ...legend(chart.parts.map((part) => part.name), theme, width), itemHeight: 10 },
    tooltip: { ...tooltipStyle(theme), trigger: "axis", axisPointer: { type: "shadow" }, formatter: (points: { dataIndex: number }[]) => barTip(chart, theme, points[0]?.dataIndex ?? 0) },
    xAxis: { ...bottomAxis(chart.x, theme, width, []), scale: false, min: 0, ...(chart.x.max ? { max: chart.x.max } : {}) },
    yAxis: {
      type: "category",
      inverse: true,
      data: chart.names,
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { ...textStyle(theme, 11), color: theme.text, interval: 0, width: Math.min(190, width * 0.36), overflow: "truncate" },
    },
    series: chart.parts.map((part, index) => ({
      type: "bar" as const,
      name: part.name,
      stack: "all",
      barWidth: "72%",
      data: chart.names.map((_, row) => value(chart, row, index)),
      itemStyle: { color: toneColour(chart.parts, index, theme) },
      emphasis: { disabled: true },
    })),
  };
}

const value = (chart: ShareChart, row: number, part: number): number | null => chart.values[row * chart.parts.length + part];

function barTip(chart: ShareChart, theme: Theme, row: number): HTMLElement {
  return tip(chart.names[row], chart.parts.map((part, index) => ({
    colour: toneColour(chart.parts, index, theme),
    label: part.name,
    value: withUnit(value(chart, row, index), chart.x.unit),
  })));
}
