import { Button, Stack, Text } from '@grafana/ui';
import { useEffect, useState } from 'react';

import { LIBRARY_WORDS } from '../english/library';
import type { Format } from '../query';

import type { LibraryHunt } from './hunt';
import { LibraryDrawer, StartHere } from './lazy';
import { type Place, take, type Way } from './take';

/** The query as the editor has it, and what the library may do with it. */
export interface Shelf {
  /** The text as it is being typed. */
  draft: string;
  format: Format;
  /** The text and the caret as they are now. */
  place: () => Place;
  /** Gives the query another text, as one step of undo, and saves it with a format. Nothing runs. */
  put: (kql: string, format: Format) => void;
  /** Leads the keyboard into the box. */
  focus: (caret: number) => void;
}

interface Props extends Shelf {
  drawer: { isOpen: boolean; open: () => void; close: () => void };
  /** Goes on with the builder in place of an empty text. */
  onBuild: () => void;
}

/** What was taken last, and what it has changed. */
interface Taken {
  said: string;
  before: Place & { format: Format };
  after: string;
}

/** The library's part of the editor: the drawer, the offer below an empty box, and the way back from a hunt. */
export function LibraryShelf({ drawer, onBuild, ...shelf }: Props) {
  const [taken, setTaken] = useState<Taken>();
  const leadTo = useLead(shelf.focus);
  const { draft, format } = shelf;
  const isFirst = draft.trim() === '';

  const onTake = (hunt: LibraryHunt, way: Way) => {
    const before = { ...shelf.place(), format };
    const isAlone = way === 'replace' || before.kql.trim() === '';
    const after = take(before, hunt.query, way);
    const { used, replaced, inserted } = LIBRARY_WORDS;
    const said = before.kql.trim() === '' ? used : isAlone ? replaced : inserted;
    shelf.put(after.kql, isAlone ? hunt.format : format);
    setTaken({ said: said(hunt.title), before, after: after.kql });
    drawer.close();
    leadTo(after.caret);
  };
  const onUndo = ({ before }: Taken) => {
    shelf.put(before.kql, before.format);
    leadTo(before.caret);
  };
  return (
    <>
      {taken && draft === taken.after && <WayBack said={taken.said} onUndo={() => onUndo(taken)} />}
      {isFirst && <StartHere onBuild={onBuild} onOpen={drawer.open} onTake={(hunt) => onTake(hunt, 'replace')} />}
      {drawer.isOpen && <LibraryDrawer {...{ isFirst, onTake }} onClose={drawer.close} />}
    </>
  );
}

/** Leads the keyboard into the box after the drawer has given it back to what opened it. */
function useLead(focus: (caret: number) => void) {
  const [lead, setLead] = useState<{ caret: number }>();
  useEffect(() => {
    const timer = lead && setTimeout(() => focus(lead.caret));
    return () => clearTimeout(timer);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- led once each time, whatever else is drawn anew
  }, [lead]);
  return (caret: number) => setLead({ caret });
}

function WayBack({ said, onUndo }: { said: string; onUndo: () => void }) {
  return (
    <Stack direction="row" gap={1} alignItems="center">
      <div role="status">
        <Text variant="bodySmall">{said}</Text>
      </div>
      <Button size="sm" fill="text" icon="history" onClick={onUndo}>
        {LIBRARY_WORDS.undo}
      </Button>
    </Stack>
  );
}
