import { useEffect, useRef, useState } from 'react';

/** Long enough for a word to be typed, short enough for a hint to seem to come at once. */
const QUIET_MS = 300;

/** The text as it is being typed, told when the typing pauses; a saved text counts at once. */
export function useDraft(saved: string): [string, (kql: string) => void] {
  const [draft, setDraft] = useState(saved);
  const [shown, setShown] = useState(saved);
  const timer = useRef<ReturnType<typeof setTimeout>>();
  useEffect(() => () => clearTimeout(timer.current), []);
  if (shown !== saved) {
    setShown(saved);
    setDraft(saved);
  }
  const change = (kql: string) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setDraft(kql), QUIET_MS);
  };
  return [draft, change];
}
