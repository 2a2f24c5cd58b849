import { useEffect, useRef, useState } from 'react';

/** Long enough for a word to be typed, short enough for a hint to seem to come at once. */
const QUIET_MS = 300;

/** The text as it is being typed, told when the typing pauses; a saved text counts at once. */
export function useDraft(saved: string): [string, (kql: string) => void] {
  const [shown, setShown] = useState({ saved, saves: 0 });
  const [typed, setTyped] = useState({ kql: saved, saves: 0 });
  const timer = useRef<ReturnType<typeof setTimeout>>();
  useEffect(() => () => clearTimeout(timer.current), []);
  if (shown.saved !== saved) {
    setShown({ saved, saves: shown.saves + 1 });
  }
  const change = (kql: string) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setTyped({ kql, saves: shown.saves }), QUIET_MS);
  };
  // What was typed before the last save is old, even where its pause ends after it.
  return [typed.saves === shown.saves ? typed.kql : saved, change];
}
