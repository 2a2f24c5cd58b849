import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';

import type { Options } from '../config/change';
import { ConfigEditor } from '../config/ConfigEditor';

/** What Grafana would store on "Save & test". */
export const page: { saved: Options } = { saved: options() };

/** The jsonData that leaves the browser: JSON has no undefined. */
export const savedJson = (): unknown => JSON.parse(JSON.stringify(page.saved.jsonData));

export function show(change: Partial<Options> = {}): void {
  page.saved = options(change);
  render(<Host initial={page.saved} />);
}

function options(change: Partial<Options> = {}): Options {
  const empty = {
    uid: 'hunts',
    name: 'Hunts',
    jsonData: {},
    secureJsonFields: {},
    secureJsonData: {},
    readOnly: false,
  };
  return { ...empty, ...change } as Options;
}

/** The host's part: it keeps the options until they are saved. */
function Host({ initial }: { initial: Options }) {
  const [current, setCurrent] = useState(initial);
  const keep = (changed: Options) => {
    page.saved = changed;
    setCurrent(changed);
  };
  return <ConfigEditor options={current} onOptionsChange={keep} />;
}

export const field = (label: RegExp | string) => screen.getByLabelText(label);

export const pick = (name: RegExp | string) => userEvent.click(screen.getByRole('radio', { name }));

export const open = (section: string) => userEvent.click(screen.getByText(section));
