/** How long after its time an inserted event was first on each panel of each viewer. */
export class Ages {
  readonly #markers: { name: string; at: number; missing: Set<string> }[] = [];
  #oldest = 0;
  #late = '';

  /** From now on every place must come to show the event. */
  expect(name: string, places: Iterable<string>): void {
    this.#markers.push({ name, at: Date.now(), missing: new Set(places) });
  }

  /** Takes note of which events a place shows. */
  see(place: string, text: string): void {
    const now = Date.now();
    for (const marker of this.#markers) {
      if (marker.missing.has(place) && text.includes(marker.name)) {
        marker.missing.delete(place);
        const age = (now - marker.at) / 1000;
        if (age > this.#oldest) {
          this.#oldest = age;
          this.#late = `${place} showed ${marker.name}`;
        }
      }
    }
  }

  /** Seconds; an event that a place never showed counts from its time until now. */
  worst(): { seconds: number; where: string } {
    let worst = { seconds: this.#oldest, where: this.#late };
    for (const { name, at, missing } of this.#markers) {
      const seconds = (Date.now() - at) / 1000;
      const [place] = missing;
      if (place !== undefined && seconds > worst.seconds) {
        worst = { seconds, where: `${place} (and ${missing.size - 1} others) never showed ${name}` };
      }
    }
    return worst;
  }
}
