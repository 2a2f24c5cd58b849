import type { Volume } from './target';

export type VolumeChoice = 'off' | Volume['by'];

/** A user's own choice, in this browser: the volume costs a call, so that nobody has it without asking. */
const KEY = 'huntboard-defender-datasource.explore.logsVolume';

export function volumeChoice(): VolumeChoice {
  try {
    const stored = window.localStorage.getItem(KEY);
    return stored === 'severity' || stored === 'action' ? stored : 'off';
  } catch {
    return 'off'; // a browser that keeps nothing
  }
}

export function storeVolumeChoice(choice: VolumeChoice): void {
  try {
    window.localStorage.setItem(KEY, choice);
  } catch {
    // it holds until the page is left no longer than Grafana's own switches do
  }
}
