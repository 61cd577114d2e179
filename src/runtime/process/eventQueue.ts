/**
 * Carries items from a producer that cannot wait to one consumer that reads at its own speed. `onFull` and `onRoom` tell
 * the producer when to hold back and when to go on.
 */
export class EventQueue<T> implements AsyncIterableIterator<T> {
  private items: T[] = [];
  private head = 0;
  private waiting: ((result: IteratorResult<T>) => void) | undefined;
  private closed = false;
  private full = false;

  constructor(private readonly options: { limit: number; onFull: () => void; onRoom: () => void }) {}

  push(item: T): void {
    if (this.closed) return;
    if (this.waiting) {
      const take = this.waiting;
      this.waiting = undefined;
      take({ done: false, value: item });
      return;
    }
    this.items.push(item);
    if (!this.full && this.size >= this.options.limit) {
      this.full = true;
      this.options.onFull();
    }
  }

  /** Nothing more comes; what is there can still be read. */
  close(): void {
    this.closed = true;
    this.waiting?.({ done: true, value: undefined });
    this.waiting = undefined;
  }

  next(): Promise<IteratorResult<T>> {
    if (this.head < this.items.length) {
      const value = this.items[this.head];
      this.head += 1;
      if (this.head > 1024 && this.head * 2 > this.items.length) {
        this.items = this.items.slice(this.head);
        this.head = 0;
      }
      if (this.full && this.size <= this.options.limit / 2) {
        this.full = false;
        this.options.onRoom();
      }
      if (value !== undefined) return Promise.resolve({ done: false, value });
    }
    if (this.closed) return Promise.resolve({ done: true, value: undefined });
    if (this.waiting) return Promise.reject(new Error("a run's events have one reader"));
    return new Promise((resolve) => {
      this.waiting = resolve;
    });
  }

  /** The reader leaves its loop: what comes later is dropped, and the producer is never held back again. */
  return(): Promise<IteratorResult<T>> {
    this.items = [];
    this.head = 0;
    this.close();
    if (this.full) {
      this.full = false;
      this.options.onRoom();
    }
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  private get size(): number {
    return this.items.length - this.head;
  }
}
