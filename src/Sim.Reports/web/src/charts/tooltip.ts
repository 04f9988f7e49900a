/** A line of a tooltip. */
export interface TipLine {
  colour?: string;
  label: string;
  value: string;
}

/** Builds a tooltip as DOM nodes: names come from traces and must never be read as HTML. */
export function tip(title: string, lines: TipLine[]): HTMLElement {
  const box = document.createElement("div");
  box.className = "tip";
  const head = document.createElement("div");
  head.className = "tip-title";
  head.textContent = title;
  box.append(head, ...lines.map(row));
  return box;
}

function row(line: TipLine): HTMLElement {
  const element = document.createElement("div");
  element.className = "tip-row";
  const mark = document.createElement("i");
  mark.style.background = line.colour ?? "transparent";
  const label = document.createElement("span");
  label.textContent = line.label;
  const value = document.createElement("b");
  value.textContent = line.value;
  element.append(mark, label, value);
  return element;
}
