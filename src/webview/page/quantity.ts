/** Numbers as people read them. */
import { t } from "./localise";

const precise = new Intl.NumberFormat("en", { maximumSignificantDigits: 3, useGrouping: true });
const measured = new Intl.NumberFormat("en", { minimumSignificantDigits: 3, maximumSignificantDigits: 3 });
const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });

/** Three significant digits; whole numbers from 1,000. */
export function figure(value: number): string {
  return Math.abs(value) >= 1000 ? whole.format(value) : precise.format(value);
}

/** A measured value: always three significant digits, so that a column lines up and says how exact it is. */
export function reading(value: number, unit = ""): string {
  const digits = Math.abs(value) >= 1000 ? whole.format(value) : measured.format(value);
  return unit === "" ? digits : `${digits} ${unit}`;
}

export function withUnit(value: number, unit: string): string {
  return unit === "" ? figure(value) : `${figure(value)} ${unit}`;
}

/** A factor between two measurements: fine where it is near 1, coarse where it is large. */
export function factor(value: number): string {
  return value >= 100 ? whole.format(value) : value.toFixed(value < 2 ? 2 : 1);
}

/** A time span: `85 ms`, `4.2 s`, `1 min 20 s`. */
export function span(seconds: number): string {
  if (seconds < 1) return t("{0} ms", figure(Math.round(seconds * 1000)));
  if (seconds < 60) return t("{0} s", figure(Math.round(seconds * 10) / 10));
  const rounded = Math.round(seconds);
  return t("{0} min {1} s", Math.floor(rounded / 60), rounded % 60);
}

/** An ISO 8601 instant in the reader's zone, without seconds. */
export function moment(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  return new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" }).format(date);
}
