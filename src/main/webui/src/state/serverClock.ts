const SAMPLES = 20;

/**
 * The server's time as seen from here. Every message shows at least how far the server is ahead: the
 * way to this page, or a replay, only makes it look older. So the largest of the last samples counts.
 */
export class ServerClock {
  private readonly samples: number[] = [];

  constructor(private readonly local: () => number = Date.now) {}

  observe(at: string): void {
    const told = Date.parse(at);
    if (Number.isNaN(told)) return;
    this.samples.push(told - this.local());
    if (this.samples.length > SAMPLES) this.samples.shift();
  }

  /** How many ms the server is ahead of this computer. */
  offset(): number {
    return this.samples.length === 0 ? 0 : Math.max(...this.samples);
  }

  now(): number {
    return this.local() + this.offset();
  }
}
