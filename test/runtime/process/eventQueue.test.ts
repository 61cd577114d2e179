import { expect, test } from "vitest";
import { EventQueue } from "../../../src/runtime/process/eventQueue";

function queueOf(limit: number): { queue: EventQueue<number>; said: string[] } {
  const said: string[] = [];
  return { queue: new EventQueue<number>({ limit, onFull: () => said.push("full"), onRoom: () => said.push("room") }), said };
}

test("items come out in order, before and after the reader waits, and then the end", async () => {
  const { queue } = queueOf(10);
  queue.push(1);
  const waiting = [queue.next(), queue.next()];
  queue.push(2);
  queue.push(3);
  queue.close();
  expect(await Promise.all(waiting)).toEqual([1, 2].map((value) => ({ done: false, value })));
  expect(await queue.next()).toEqual({ done: false, value: 3 });
  expect(await queue.next()).toEqual({ done: true, value: undefined });
});

test("a full queue holds its producer back once, and lets it go on when half is read", async () => {
  const { queue, said } = queueOf(4);
  for (let item = 0; item < 6; item += 1) queue.push(item);
  expect(said).toEqual(["full"]);
  for (let item = 0; item < 3; item += 1) await queue.next();
  expect(said).toEqual(["full"]);
  await queue.next();
  expect(said).toEqual(["full", "room"]);
});

test("many items are handed over without keeping the read ones", async () => {
  const { queue } = queueOf(10);
  for (let item = 0; item < 50_000; item += 1) {
    queue.push(item);
    if (item % 2 === 1) await queue.next();
  }
  let last = -1;
  queue.close();
  for await (const item of queue) last = item;
  expect(last).toBe(49_999);
});

test("a reader that leaves frees the producer, and what comes later is dropped", async () => {
  const { queue, said } = queueOf(2);
  queue.push(1);
  queue.push(2);
  for await (const item of queue) if (item === 1) break;
  expect(said).toEqual(["full", "room"]);
  queue.push(3);
  expect(await queue.next()).toEqual({ done: true, value: undefined });
});

test("two readers at once are a mistake and told so", async () => {
  const { queue } = queueOf(2);
  const first = queue.next();
  await expect(queue.next()).rejects.toThrow("one reader");
  queue.close();
  await first;
});
