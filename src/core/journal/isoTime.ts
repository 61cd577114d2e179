const latest = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/**
 * A time as ISO 8601 with four digits for the year.
 * @param nowMs milliseconds since 1970; clamped to what that form holds, because a wrong clock must not stop a fact
 */
export function isoTime(nowMs: number): string {
  return new Date(Number.isFinite(nowMs) ? Math.min(Math.max(Math.floor(nowMs), 0), latest) : 0).toISOString();
}
