/** Things to do in a while, in real time, that a reset or the end of the simulator takes back. */
export class Later {
  private readonly timers = new Set<NodeJS.Timeout>();
  private readonly immediates = new Set<NodeJS.Immediate>();
  private waiters: (() => void)[] = [];

  after(ms: number, action: () => void): void {
    if (ms <= 0) {
      // Not at once: the answer to the call that led here goes out first.
      const immediate = setImmediate(() => {
        this.immediates.delete(immediate);
        action();
        this.settle();
      });
      this.immediates.add(immediate);
      return;
    }
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      action();
      this.settle();
    }, ms);
    this.timers.add(timer);
  }

  /** How much is planned. */
  get size(): number {
    return this.timers.size + this.immediates.size;
  }

  /** Resolves when nothing is planned. */
  idle(): Promise<void> {
    if (this.size === 0) return Promise.resolve();
    return new Promise((resolve) => this.waiters.push(resolve));
  }

  clear(): void {
    for (const timer of this.timers) clearTimeout(timer);
    for (const immediate of this.immediates) clearImmediate(immediate);
    this.timers.clear();
    this.immediates.clear();
    this.settle();
  }

  private settle(): void {
    if (this.size > 0) return;
    for (const resolve of this.waiters.splice(0)) resolve();
  }
}
