import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';

import type { DataSource } from '../datasource';
import { QueryEditor } from '../editor/QueryEditor';
import { type HuntingQuery, withDefaults } from '../query';
import { FakeCodeEditor } from '../testing/fakeCodeEditor';
import { FakeDrawer } from '../testing/fakeDrawer';

import { LIBRARY, STARTING_HUNTS } from './library';

jest.mock('@grafana/ui', () => ({
  ...jest.requireActual<object>('@grafana/ui'),
  CodeEditor: (props: Parameters<typeof FakeCodeEditor>[0]) => <FakeCodeEditor {...props} />,
  Drawer: (props: Parameters<typeof FakeDrawer>[0]) => <FakeDrawer {...props} />,
}));

const onChange = jest.fn<undefined, [HuntingQuery]>();
const onRunQuery = jest.fn();

function Host({ stored }: { stored: HuntingQuery }) {
  const [query, setQuery] = useState(stored);
  const save = (changed: HuntingQuery) => {
    onChange(changed);
    setQuery(changed);
  };
  return <QueryEditor {...{ datasource: {} as DataSource, query, onRunQuery }} onChange={save} />;
}

const show = (query: string) => render(<Host stored={withDefaults({ refId: 'A', query })} />);
const box = () => screen.getByRole('textbox', { name: 'KQL query' });
const drawer = () => screen.findByRole('dialog');
const last = () => onChange.mock.lastCall?.[0];

/** Opens the library and leaves one hunt in the list, which is shown at once. */
async function find(title: string): Promise<HTMLElement> {
  await userEvent.click(screen.getByRole('button', { name: 'Library' }));
  await drawer();
  await userEvent.paste(title); // the search has the focus
  return drawer();
}

const ALERTS = LIBRARY.find(({ id }) => id === 'alerts-over-time')!;

describe('a hunt', () => {
  it('is inserted behind the query, whose format stays, and the caret is in it', async () => {
    show('DeviceInfo');
    const shelf = await find(ALERTS.title);
    await userEvent.click(within(shelf).getByRole('button', { name: 'Insert' }));
    expect(last()).toMatchObject({ query: `DeviceInfo\n\n${ALERTS.query}`, format: 'auto' });
    await waitFor(() => expect(box()).toHaveFocus());
    expect((box() as HTMLTextAreaElement).selectionStart).toBe('DeviceInfo\n\n'.length);
    expect(onRunQuery).not.toHaveBeenCalled();
  });

  it('takes the place of the query with its format, and Undo brings both back', async () => {
    show('DeviceInfo\n| take 3');
    const shelf = await find(ALERTS.title);
    await userEvent.click(within(shelf).getByRole('button', { name: 'Replace' }));
    expect(last()).toMatchObject({ query: ALERTS.query, format: 'timeseries' });
    expect(box()).toHaveValue(ALERTS.query);
    expect(screen.getByText(`“${ALERTS.title}” stands in place of your query.`)).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Undo' }));
    expect(last()).toMatchObject({ query: 'DeviceInfo\n| take 3', format: 'auto' });
    expect(box()).toHaveValue('DeviceInfo\n| take 3');
    expect(screen.queryByRole('button', { name: 'Undo' })).not.toBeInTheDocument();
    expect(onRunQuery).not.toHaveBeenCalled();
  });

  it('has no Undo once the query was changed by hand', async () => {
    show('DeviceInfo');
    const shelf = await find(ALERTS.title);
    await userEvent.click(within(shelf).getByRole('button', { name: 'Replace' }));
    await userEvent.type(box(), '\n| take 1');
    await userEvent.tab();
    expect(screen.queryByRole('button', { name: 'Undo' })).not.toBeInTheDocument();
  });
});

describe('an empty editor', () => {
  it('offers hunts to start from, which a click takes with their format', async () => {
    show('');
    const start = await screen.findByRole('region', { name: 'Start here' });
    const [first] = STARTING_HUNTS;
    await userEvent.click(within(start).getByRole('button', { name: first!.title }));
    expect(last()).toMatchObject({ query: first!.query, format: first!.format });
    expect(screen.queryByRole('region', { name: 'Start here' })).not.toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Undo' })).toBeVisible();
  });

  it('leads to the library, where there is one way to take a hunt', async () => {
    show(' ');
    const start = await screen.findByRole('region', { name: 'Start here' });
    await userEvent.click(within(start).getByRole('button', { name: `All ${LIBRARY.length} hunts` }));
    const shelf = await drawer();
    expect(within(shelf).getByRole('button', { name: 'Use this hunt' })).toBeVisible();
    expect(within(shelf).queryByRole('button', { name: 'Replace' })).not.toBeInTheDocument();
  });

  it('offers nothing beside a query', () => {
    show('DeviceInfo');
    expect(screen.queryByRole('region', { name: 'Start here' })).not.toBeInTheDocument();
  });
});

it('the library, closed, changes nothing and gives the keyboard back to what opened it', async () => {
  show('DeviceInfo');
  const shelf = await find(ALERTS.title);
  await userEvent.click(within(shelf).getByRole('button', { name: 'Close' }));
  expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  expect(onChange).not.toHaveBeenCalled();
  await waitFor(() => expect(screen.getByRole('button', { name: 'Library' })).toHaveFocus());
});

it('offers four hunts to start from', () => {
  expect(STARTING_HUNTS.map(({ id }) => id)).toHaveLength(4);
});
