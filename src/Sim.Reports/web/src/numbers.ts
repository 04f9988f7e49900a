const MINUTE = 60;
const HOUR = 3600;
const DAY = 86400;

/** The unit a time axis counts in. */
export interface TimeUnit {
  name: string;
  seconds: number;
  steps: number[];
}

const UNITS: TimeUnit[] = [
  { name: "s", seconds: 1, steps: [1, 2, 5, 10, 15, 30, 60] },
  { name: "min", seconds: MINUTE, steps: [1, 2, 5, 10, 15, 20, 30, 60] },
  { name: "h", seconds: HOUR, steps: [1, 2, 3, 4, 6, 12, 24] },
  { name: "d", seconds: DAY, steps: [1, 2, 5, 7, 10, 14, 28, 56, 91, 182, 364] },
];

/** The coarsest unit that still leaves a few ticks: days from three days on, hours from two hours on. */
export function timeUnit(span: number): TimeUnit {
  if (span > 3 * DAY) return UNITS[3];
  if (span > 2 * HOUR) return UNITS[2];
  return span > 2 * MINUTE ? UNITS[1] : UNITS[0];
}

/** The distance between ticks in seconds so that at most `ticks` fit into the span. */
export function tickStep(span: number, unit: TimeUnit, ticks: number): number {
  const step = unit.steps.find((s) => span / (s * unit.seconds) <= ticks);
  return (step ?? Math.ceil(span / unit.seconds / ticks)) * unit.seconds;
}

const plain = new Intl.NumberFormat("en", { maximumFractionDigits: 2 });
const precise = new Intl.NumberFormat("en", { maximumSignificantDigits: 3 });

const SMALLEST = 1e-4;

/** A number for people: four digits and more in full with separators, small ones with three digits, tiny ones with an exponent. */
export function human(value: number | null | undefined): string {
  if (value === null || value === undefined || Number.isNaN(value)) return "–";
  if (value !== 0 && Math.abs(value) < SMALLEST) return value.toExponential(2);
  return Math.abs(value) >= 1 ? plain.format(value) : precise.format(value);
}

/** The least difference that `human` shows between numbers of this size. */
const resolution = (value: number): number => (Math.abs(value) >= 1 || value === 0 ? 0.01 : 10 ** (Math.floor(Math.log10(Math.abs(value))) - 2));

/** Writes numbers of an axis along which these lie: like `human`, but with digits enough to tell its ticks apart. */
export function tellingApart(values: (number | null)[]): (value: number | null) => string {
  const known = values.filter((value): value is number => value !== null);
  const tick = (Math.max(...known) - Math.min(...known)) / 20;
  if (!(tick > 0) || !Number.isFinite(tick)) return human;
  const fine = new Intl.NumberFormat("en", { maximumFractionDigits: Math.min(15, Math.max(2, Math.ceil(-Math.log10(tick)))) });
  return (value) => (value === null || resolution(value) <= tick ? human(value) : fine.format(value));
}

/** A number with its unit: a thin gap, or nothing where there is no unit. */
export function withUnit(value: number | null | undefined, unit: string): string {
  return unit ? `${human(value)} ${unit}` : human(value);
}

/** A moment as `2 d 03:15`, or `03:15` within the first day, with seconds only where there are any. */
export function moment(seconds: number): string {
  const days = Math.floor(seconds / DAY);
  const rest = Math.round(seconds - days * DAY);
  const two = (n: number): string => String(Math.floor(n)).padStart(2, "0");
  const clock = `${two(rest / HOUR)}:${two((rest % HOUR) / MINUTE)}${rest % MINUTE ? `:${two(rest % MINUTE)}` : ""}`;
  return days > 0 ? `${days} d ${clock}` : clock;
}
