type Source = Record<string, unknown>;

const KEPT = 20_000;

/** What the business put beside a message, which is repeated in everything that is told of it; the oldest are forgotten. */
export class SourceBook {
  private readonly byTrackId = new Map<string, Source>();

  remember(trackId: string, source: Source): void {
    this.byTrackId.set(trackId, source);
    for (const oldest of this.byTrackId.keys()) {
      if (this.byTrackId.size <= KEPT) break;
      this.byTrackId.delete(oldest);
    }
  }

  of(trackId: string): Source | undefined {
    return this.byTrackId.get(trackId);
  }

  clear(): void {
    this.byTrackId.clear();
  }
}
