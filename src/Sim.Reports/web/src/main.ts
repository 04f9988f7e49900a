import "./licences";
import { BarChart, CustomChart, HeatmapChart, LineChart, ScatterChart } from "echarts/charts";
import { DataZoomInsideComponent, DataZoomSliderComponent, GridComponent, LegendComponent, TooltipComponent, VisualMapContinuousComponent } from "echarts/components";
import { init, use, type ECharts, type EChartsCoreOption } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import type { Chart } from "./charts/chart";
import { curveOption } from "./charts/curves";
import { ganttOption } from "./charts/gantt";
import { heatMapOption } from "./charts/heatmap";
import { histogramOption } from "./charts/histogram";
import { intervalOption } from "./charts/intervals";
import { scatterOption } from "./charts/scatter";
import { seriesOption } from "./charts/series";
import { shareOption } from "./charts/shares";
import { readTheme, watchTheme, type Theme } from "./theme";

use([BarChart, CustomChart, HeatmapChart, LineChart, ScatterChart, DataZoomInsideComponent, DataZoomSliderComponent, GridComponent, LegendComponent, TooltipComponent, VisualMapContinuousComponent, CanvasRenderer]);

interface Drawn {
  chart: Chart;
  box: HTMLElement;
  view: ECharts;
}

function option(chart: Chart, theme: Theme, width: number): EChartsCoreOption {
  switch (chart.kind) {
    case "series":
      return seriesOption(chart, theme, width);
    case "heatmap":
      return heatMapOption(chart, theme, width);
    case "gantt":
      return ganttOption(chart, theme, width);
    case "histogram":
      return histogramOption(chart, theme, width);
    case "intervals":
      return intervalOption(chart, theme, width);
    case "scatter":
      return scatterOption(chart, theme, width);
    case "curves":
      return curveOption(chart, theme, width);
    case "shares":
      return shareOption(chart, theme, width);
  }
}

function draw(drawn: Drawn, theme: Theme): void {
  drawn.view.setOption(option(drawn.chart, theme, drawn.box.clientWidth), { notMerge: true });
}

/** Lets the browser show the page and answer the user between one chart and the next. */
const pause = (): Promise<void> => new Promise((resume) => setTimeout(resume));

function follow(all: Drawn[], theme: () => Theme): ResizeObserver {
  return new ResizeObserver((entries) => {
    for (const entry of entries) {
      const drawn = all.find((d) => d.box === entry.target);
      if (drawn && drawn.view.getWidth() !== drawn.box.clientWidth) {
        drawn.view.resize();
        draw(drawn, theme());
      }
    }
  });
}

async function start(): Promise<void> {
  const charts = JSON.parse(document.querySelector("#charts")?.textContent ?? "[]") as Chart[];
  const all: Drawn[] = [];
  let theme = readTheme();
  watchTheme(() => {
    theme = readTheme();
    all.forEach((drawn) => draw(drawn, theme));
  });
  const resized = follow(all, () => theme);
  for (const chart of charts) {
    await pause();
    const box = document.getElementById(chart.id);
    if (box) {
      const drawn = { chart, box, view: init(box) };
      drawn.view.on("finished", () => {
        box.dataset.drawn = "true";
      });
      all.push(drawn);
      draw(drawn, theme);
      resized.observe(box);
    }
  }
}

void start();
