/** The page's colours as the browser resolves them now, for a canvas, which knows no CSS variables. */
export interface Theme {
  text: string;
  muted: string;
  line: string;
  surface: string;
  series: string[];
  limit: string;
  heat: string[];
  font: string;
}

export function readTheme(): Theme {
  const probe = document.createElement("span");
  probe.hidden = true;
  document.body.append(probe);
  const colour = (name: string): string => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const colours = (name: string, count: number): string[] =>
    Array.from({ length: count }, (_, i) => colour(`${name}-${i + 1}`));
  const theme = {
    text: colour("text"),
    muted: colour("muted"),
    line: colour("line"),
    surface: colour("surface"),
    series: colours("series", 10),
    limit: colour("limit"),
    heat: colours("heat", 5),
    font: getComputedStyle(document.body).fontFamily,
  };
  probe.remove();
  return theme;
}

/** Lets the button at the top of the page flip between light and dark; the system's wish is the start. */
export function watchTheme(changed: () => void): void {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const root = document.documentElement;
  const isDark = (): boolean => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);
  const button = document.querySelector<HTMLButtonElement>("#theme");
  const label = (): void => {
    if (button) {
      button.textContent = isDark() ? "Light colours" : "Dark colours";
    }
  };
  button?.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    label();
    changed();
  });
  system.addEventListener("change", () => {
    label();
    changed();
  });
  label();
}
