import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { FakeDrawer } from '../testing/fakeDrawer';

import { LIBRARY } from './library';
import { LibraryDrawer } from './LibraryDrawer';

jest.mock('@grafana/ui', () => ({
  ...jest.requireActual<object>('@grafana/ui'),
  Drawer: (props: Parameters<typeof FakeDrawer>[0]) => <FakeDrawer {...props} />,
}));

const onTake = jest.fn();
const onClose = jest.fn();
const show = (isFirst = false) => render(<LibraryDrawer {...{ isFirst, onTake, onClose }} />);
const search = () => screen.getByRole('searchbox', { name: 'Search hunts' });
const options = () => screen.queryAllByRole('option');
const chosen = () => screen.getByRole('option', { selected: true });

const BEACONS = LIBRARY.find(({ id }) => id === 'beacons')!;

describe('the library', () => {
  it('lists all hunts under their tactics, with the keyboard in the search', () => {
    show();
    expect(options()).toHaveLength(LIBRARY.length);
    expect(screen.getByRole('group', { name: 'Lateral movement' })).toBeVisible();
    expect(screen.getByText(`${LIBRARY.length} hunts`)).toBeVisible();
    expect(search()).toHaveFocus();
  });

  it('finds by words, and shows what it found with everything to know about it', async () => {
    show();
    await userEvent.paste('steady RHYTHM');
    expect(options()).toHaveLength(1);
    const preview = screen.getByRole('region', { name: BEACONS.title });
    for (const text of [BEACONS.why, BEACONS.tactic, BEACONS.tables.join(', '), BEACONS.parameters[0]!.meaning]) {
      expect(preview).toHaveTextContent(text);
    }
    expect(preview.querySelector('pre')?.textContent).toBe(BEACONS.query);
    expect(within(preview).getByRole('link', { name: 'T1071.001' })).toHaveAttribute(
      'href',
      'https://attack.mitre.org/techniques/T1071/001/'
    );
  });

  it('colors the KQL without changing it', async () => {
    show();
    await userEvent.paste('steady rhythm');
    const table = await screen.findByText('DeviceNetworkEvents', { selector: '[data-kql=type]' });
    expect(table.closest('pre')?.textContent).toBe(BEACONS.query);
  });

  it.each([
    ['Tactic', 'Exfiltration', LIBRARY.filter(({ tactic }) => tactic === 'Exfiltration')],
    ['Table', 'UrlClickEvents', LIBRARY.filter(({ tables }) => tables.includes('UrlClickEvents'))],
  ])('is narrowed by %s', async (label, choice, want) => {
    show();
    await userEvent.click(screen.getByLabelText(label));
    await userEvent.keyboard(choice);
    await userEvent.keyboard('{ArrowDown}{Enter}');
    expect(options().map(({ textContent }) => textContent)).toEqual(want.map(({ title }) => title));
  });

  it('says so when nothing is found, and finds again', async () => {
    show();
    await userEvent.paste('zebra');
    expect(screen.getByText(/No hunt has all of that/)).toBeVisible();
    expect(options()).toHaveLength(0);
    await userEvent.clear(search());
    expect(options()).toHaveLength(LIBRARY.length);
  });

  it('is walked with the arrow keys, from the search on', async () => {
    show();
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}{ArrowUp}');
    expect(screen.getByRole('listbox', { name: 'Hunts' })).toHaveFocus();
    expect(chosen()).toHaveTextContent(LIBRARY[1]!.title);
    expect(screen.getByRole('listbox')).toHaveAttribute('aria-activedescendant', chosen().id);
    await userEvent.keyboard('{End}');
    expect(chosen()).toHaveTextContent(LIBRARY.at(-1)!.title);
    await userEvent.keyboard('{Home}');
    expect(chosen()).toHaveTextContent(LIBRARY[0]!.title);
  });

  it.each([
    ['Insert', false, 'insert'],
    ['Replace', false, 'replace'],
    ['Use this hunt', true, 'replace'],
  ])('takes the chosen hunt: %s', async (button, isFirst, way) => {
    show(isFirst);
    await userEvent.click(screen.getByRole('option', { name: BEACONS.title }));
    await userEvent.click(screen.getByRole('button', { name: button }));
    expect(onTake).toHaveBeenCalledWith(BEACONS, way);
  });
});
