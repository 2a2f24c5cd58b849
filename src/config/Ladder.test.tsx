import { type BusEventBase, DataSourceTestFailed, DataSourceTestSucceeded, EventBusSrv } from '@grafana/data';
import { type BackendSrv, setAppEvents, setBackendSrv } from '@grafana/runtime';
import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { field, show } from '../testing/settingsPage';

import { readSteps } from './useLadder';

const events = new EventBusSrv();
const get = jest.fn<Promise<unknown>, [string]>();

beforeEach(() => {
  setAppEvents(events);
  setBackendSrv({ get } as unknown as BackendSrv);
  get.mockReset();
});

const step = (name: string, ok: boolean) => ({ name, ok, message: `About ${name}.` });

/** Grafana tells its pages that "Save & test" has ended. */
const ended = (event: BusEventBase) => act(async () => events.publish(event));

const rungs = () =>
  within(screen.getByRole('region', { name: 'What was tested' }))
    .getAllByRole('listitem')
    .map((rung) => rung.textContent);

it('nothing is shown, and nothing asked, before "Save & test"', () => {
  show();
  expect(screen.queryByRole('region', { name: 'What was tested' })).not.toBeInTheDocument();
  expect(get).not.toHaveBeenCalled();
});

it('every rung is shown after a check that passed', async () => {
  get.mockResolvedValue({ details: { steps: [step('settings', true), step('hunt', true), step('clock', false)] } });
  show({ uid: 'a b' });
  await ended(new DataSourceTestSucceeded());
  expect(get.mock.calls.map(([url]) => url)).toEqual(['/api/datasources/uid/a%20b/health']);
  expect(rungs().slice(0, 3)).toEqual(['SettingsAbout settings.', 'Smallest huntAbout hunt.', 'ClockAbout clock.']);
});

it('a check that failed shows where, and what was not tried', async () => {
  get.mockRejectedValue({
    status: 400,
    data: { details: { steps: [step('settings', true), step('network', false)] } },
  });
  show();
  await ended(new DataSourceTestFailed());
  expect(rungs().map((text) => text?.replace(/ .*/, ''))).toEqual([
    'SettingsAbout',
    'NetworkAbout',
    'Sign-inNot',
    'PermissionNot',
    'Smallest',
  ]);
});

it('what was tested is gone as soon as a setting changes', async () => {
  get.mockResolvedValue({ details: { steps: [step('settings', true)] } });
  show();
  await ended(new DataSourceTestSucceeded());
  await userEvent.type(field(/^Client id/), 'c');
  expect(screen.queryByRole('region', { name: 'What was tested' })).not.toBeInTheDocument();
});

it.each([
  ['no answer', undefined],
  ['an answer of another shape', { details: { steps: 'none' } }],
  ['no rungs', { details: { steps: [] } }],
])('%s shows nothing', (_, answer) => {
  expect(readSteps(answer)).toBeUndefined();
});
