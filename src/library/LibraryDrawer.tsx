import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Drawer, Text, useStyles2 } from '@grafana/ui';
import { useRef, useState } from 'react';

import { LIBRARY_WORDS } from '../english/library';

import type { LibraryHunt } from './hunt';
import { HuntList } from './HuntList';
import { HuntPreview } from './HuntPreview';
import { LibraryFilters } from './LibraryFilters';
import { matching, type Wish } from './library';
import type { Way } from './take';

export interface LibraryDrawerProps {
  /** There is no query yet. */
  isFirst: boolean;
  onTake: (hunt: LibraryHunt, way: Way) => void;
  onClose: () => void;
}

/** The library beside the editor: hunts by words, tactic and table on the left, one of them on the right. */
export function LibraryDrawer({ isFirst, onTake, onClose }: LibraryDrawerProps) {
  const styles = useStyles2(getStyles);
  const [wish, setWish] = useState<Wish>({});
  const [picked, setPicked] = useState<LibraryHunt>();
  const list = useRef<HTMLDivElement>(null);
  const hunts = matching(wish);
  const chosen = picked && hunts.includes(picked) ? picked : hunts[0];
  return (
    <Drawer
      title={LIBRARY_WORDS.title}
      subtitle={LIBRARY_WORDS.subtitle}
      size="lg"
      scrollableContent={false}
      onClose={onClose}
    >
      <div className={styles.library}>
        <div className={styles.left}>
          <LibraryFilters wish={wish} onChange={setWish} onDown={() => list.current?.focus()} />
          <div role="status">
            <Text variant="bodySmall" color="secondary">
              {hunts.length === 0 ? LIBRARY_WORDS.none : LIBRARY_WORDS.found(hunts.length)}
            </Text>
          </div>
          {hunts.length > 0 && <HuntList ref={list} hunts={hunts} chosen={chosen} onChoose={setPicked} />}
        </div>
        {chosen && <HuntPreview key={chosen.id} hunt={chosen} isFirst={isFirst} onTake={onTake} />}
      </div>
    </Drawer>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  library: css({
    display: 'grid',
    gridTemplateColumns: 'minmax(240px, 2fr) 3fr',
    gridTemplateRows: 'minmax(0, 1fr)',
    gap: theme.spacing(2),
    height: '100%',
    [theme.breakpoints.down('md')]: {
      gridTemplateColumns: 'minmax(0, 1fr)',
      gridTemplateRows: 'fit-content(45%) minmax(0, 1fr)',
    },
  }),
  left: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1), minHeight: 0, minWidth: 0 }),
});
