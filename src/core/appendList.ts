/**
 * An immutable list that only grows. `append` is O(1): versions share one array, and each version reads its own length of it.
 * Appending to an old version copies, so no version ever sees another's items.
 */
export class AppendList<T> implements Iterable<T> {
  static empty<T>(): AppendList<T> {
    return new AppendList<T>([], 0);
  }

  private constructor(
    private readonly shared: T[],
    readonly length: number,
  ) {}

  append(item: T): AppendList<T> {
    const array = this.shared.length === this.length ? this.shared : this.shared.slice(0, this.length);
    array.push(item);
    return new AppendList(array, this.length + 1);
  }

  /** The items from position `start` on, for readers that have seen the earlier ones. */
  toArray(start = 0): T[] {
    return this.shared.slice(start, this.length);
  }

  *[Symbol.iterator](): Iterator<T> {
    for (let index = 0; index < this.length; index += 1) {
      const item = this.shared[index];
      if (item !== undefined) yield item;
    }
  }
}
