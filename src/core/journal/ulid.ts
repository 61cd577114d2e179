import type { Random } from "../random";

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const latest = 2 ** 48 - 1;

/**
 * A ULID: 48 bits of time, 80 bits of chance, in Crockford's base 32 (github.com/ulid/spec).
 * @param nowMs milliseconds since 1970; clamped to what 48 bits hold, because a wrong clock must not stop a fact
 */
export function newUlid(nowMs: number, random: Random): string {
  let time = Number.isFinite(nowMs) ? Math.min(Math.max(Math.floor(nowMs), 0), latest) : 0;
  let head = "";
  for (let index = 0; index < 10; index += 1) {
    head = alphabet.charAt(time % 32) + head;
    time = Math.floor(time / 32);
  }
  let tail = "";
  for (let index = 0; index < 16; index += 1) tail += alphabet.charAt(Math.floor(random() * 32) % 32);
  return head + tail;
}
