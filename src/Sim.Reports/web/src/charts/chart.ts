// The descriptions that Sim.Reports writes into the page (C#: Charts/*.cs). They say what is shown, never how ECharts draws it.
// Heading, caption and words stand in the page itself; a chart finds its place by its id.

/** Seconds since the run began. */
export type Seconds = number;

export interface Axis {
  title: string;
  unit: string;
  /** The end of the axis where it is given by what is measured (100 %); otherwise the data decide. */
  max?: number | null;
}

export interface Series {
  name: string;
  /** One value for each time of the chart; null where there is none. */
  values: (number | null)[];
  style: "line" | "area" | "step" | "limit" | "stacked";
}

export interface SeriesChart {
  kind: "series";
  id: string;
  times: Seconds[];
  y: Axis;
  series: Series[];
}

export interface HeatMapChart {
  kind: "heatmap";
  id: string;
  rowTitle: string;
  rows: string[];
  times: Seconds[];
  value: Axis;
  /** Row by row, each row as long as `times`. */
  cells: (number | null)[];
}

export interface HistogramChart {
  kind: "histogram";
  id: string;
  x: Axis;
  y: Axis;
  from: number[];
  to: number[];
  counts: number[];
  /** Bins from here on are drawn in the colour of a warning. */
  alertFrom?: number | null;
}

/** What a bar may say. The tone gives the colour its meaning; `series` is one thing among many. */
export interface GanttKey {
  name: string;
  tone: "series" | "good" | "warning" | "odd" | "alert" | "calm" | "late";
}

export interface GanttChart {
  kind: "gantt";
  id: string;
  lanes: string[];
  keys: GanttKey[];
  origin: Seconds;
  /** Nanoseconds; so are `from` and `to`, counted from the origin. */
  span: number;
  lane: number[];
  key: number[];
  from: number[];
  to: number[];
}

export interface IntervalChart {
  kind: "intervals";
  id: string;
  names: string[];
  x: Axis;
  /** Bars from zero; otherwise dots on an axis that begins where the data do. */
  bars: boolean;
  values: (number | null)[];
  low: (number | null)[];
  high: (number | null)[];
}

export interface ScatterChart {
  kind: "scatter";
  id: string;
  names: string[];
  x: Axis;
  y: Axis;
  /** Three numbers a point: estimate, lower and upper end of its interval. */
  xs: (number | null)[];
  ys: (number | null)[];
}

export interface Curve {
  name: string;
  xs: number[];
  ys: number[];
}

export interface CurveChart {
  kind: "curves";
  id: string;
  x: Axis;
  logarithmic: boolean;
  y: Axis;
  curves: Curve[];
}

export interface ShareChart {
  kind: "shares";
  id: string;
  names: string[];
  parts: GanttKey[];
  x: Axis;
  /** Bar by bar, each as long as `parts`. */
  values: (number | null)[];
}

export type Chart = SeriesChart | HeatMapChart | HistogramChart | IntervalChart | ScatterChart | CurveChart | GanttChart | ShareChart;
