import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';

import { type HuntingQuery, withDefaults } from '../query';

import { Options } from './Options';

const onSave = jest.fn<undefined, [Partial<HuntingQuery>]>();

function Host({ stored }: { stored: HuntingQuery }) {
  const [query, setQuery] = useState(stored);
  const save = (change: Partial<HuntingQuery>) => {
    onSave(JSON.parse(JSON.stringify(change)));
    setQuery({ ...query, ...change });
  };
  return <Options query={query} onSave={save} />;
}

async function show(change: Partial<HuntingQuery> = {}, open = true) {
  render(<Host stored={withDefaults({ refId: 'A', query: 'T', ...change })} />);
  if (open) {
    await userEvent.click(screen.getByRole('button', { name: 'Options' }));
  }
}

beforeEach(() => onSave.mockClear());

it('are closed at first, and tell what is set', async () => {
  const set = {
    fill: 'zero',
    flatten: true,
    limits: { rows: 20000 },
    split: 'day',
    timeColumn: 'TimeGenerated',
  } as const;
  await show(set, false);
  expect(screen.getByRole('button', { name: 'Options' })).toHaveAttribute('aria-expanded', 'false');
  for (const fact of [
    'Empty bins: Zero',
    'Flatten: on',
    'Most rows: 20,000',
    'Windows: Day',
    'Time column: TimeGenerated',
  ]) {
    expect(screen.getByText(fact)).toBeVisible();
  }
  expect(screen.queryByRole('switch')).not.toBeInTheDocument();
});

it('are saved each by its own name, and left out at the default', async () => {
  await show();
  await userEvent.click(screen.getByRole('radio', { name: 'Zero' }));
  expect(onSave).toHaveBeenLastCalledWith({ fill: 'zero' });
  await userEvent.click(screen.getByRole('radio', { name: 'Auto' }));
  expect(onSave).toHaveBeenLastCalledWith({});
  await userEvent.click(screen.getByRole('switch', { name: 'Flatten' }));
  expect(onSave).toHaveBeenLastCalledWith({ flatten: true });
  await userEvent.click(screen.getByRole('radio', { name: 'Day' }));
  expect(onSave).toHaveBeenLastCalledWith({ split: 'day' });
  await userEvent.click(screen.getByRole('radio', { name: 'Off' }));
  expect(onSave).toHaveBeenLastCalledWith({});
});

it('that are typed are saved on Enter or when the focus leaves, and run nothing before', async () => {
  await show();
  await userEvent.type(screen.getByRole('textbox', { name: 'Most rows' }), '500');
  expect(onSave).not.toHaveBeenCalled();
  await userEvent.tab();
  expect(onSave).toHaveBeenLastCalledWith({ limits: { rows: 500 } });
  await userEvent.type(screen.getByRole('textbox', { name: 'Most nodes' }), '300{Enter}');
  expect(onSave).toHaveBeenLastCalledWith({ limits: { rows: 500, nodes: 300 } });
  await userEvent.type(screen.getByRole('textbox', { name: 'Time column' }), 'TimeGenerated{Enter}');
  expect(onSave).toHaveBeenLastCalledWith({ timeColumn: 'TimeGenerated' });
});

it('that are cleared are left out', async () => {
  await show({ limits: { rows: 500 } });
  await userEvent.clear(screen.getByRole('textbox', { name: 'Most rows' }));
  await userEvent.tab();
  expect(onSave).toHaveBeenLastCalledWith({});
});

it.each(['0', '1501', '2.5', 'many'])('a number of nodes that the backend refuses is not saved: %s', async (text) => {
  await show();
  await userEvent.type(screen.getByRole('textbox', { name: 'Most nodes' }), `${text}{Enter}`);
  expect(screen.getByRole('alert')).toHaveTextContent('A whole number from 1 to 1,500');
  expect(onSave).not.toHaveBeenCalled();
});
