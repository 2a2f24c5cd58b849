import { Subject } from 'rxjs';

/** Why there is no volume, by the refId of the hunt. The volume's answer goes to Grafana, its reason to our footer. */
export class Refusals {
  private readonly reasons = new Map<string, string>();
  readonly changes = new Subject<void>();

  of(refId: string): string | undefined {
    return this.reasons.get(refId);
  }

  set(refId: string, reason: string | undefined): void {
    if (reason === undefined ? this.reasons.delete(refId) : this.reasons.get(refId) !== reason) {
      if (reason !== undefined) {
        this.reasons.set(refId, reason);
      }
      this.changes.next();
    }
  }
}
