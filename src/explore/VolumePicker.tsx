import type { SelectableValue } from '@grafana/data';
import { useState } from 'react';

import { Picker } from '../editor/Picker';
import { EXPLORE } from '../english/explore';

import { storeVolumeChoice, type VolumeChoice, volumeChoice } from './volumeChoice';

const CHOICES: Array<SelectableValue<VolumeChoice>> = [
  { value: 'off', label: EXPLORE.volumeOff },
  { value: 'severity', label: EXPLORE.volumeBySeverity },
  { value: 'action', label: EXPLORE.volumeByAction },
];

/** A user's own switch: it is kept in the browser and holds for all hunts. */
export function VolumePicker({ onPick }: { onPick: () => void }) {
  const [choice, setChoice] = useState(volumeChoice);
  const pick = (picked: VolumeChoice) => {
    storeVolumeChoice(picked);
    setChoice(picked);
    onPick();
  };
  return <Picker label={EXPLORE.volume} tooltip={EXPLORE.volumeHint} options={CHOICES} value={choice} onPick={pick} />;
}
