import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { field, open, page, savedJson, show } from '../testing/settingsPage';

it('the guard rails are closed until one is set', () => {
  show();
  expect(screen.queryByLabelText(/^Allowed tables/)).not.toBeInTheDocument();
  show({ jsonData: { maxRows: 500 } });
  expect(field(/^Most rows/)).toHaveValue(500);
});

it('tables are kept as a list, and not at all when it is empty', async () => {
  show();
  await open('Guard rails');
  await userEvent.type(field(/^Allowed tables/), 'MyLog_CL');
  await userEvent.keyboard('{ArrowDown}{Enter}');
  expect(savedJson()).toEqual({ allowedTables: ['MyLog_CL'] });
  await userEvent.click(screen.getByRole('button', { name: /remove/i }));
  expect(savedJson()).toEqual({});
});

it('a name that no table can have is called wrong', () => {
  show({ jsonData: { deniedTables: ['Device*'] } });
  expect(screen.getByRole('alert')).toHaveTextContent('Device* is no table’s name');
});

it('a table that is both allowed and denied is said to be denied', () => {
  show({ jsonData: { allowedTables: ['DeviceInfo', 'AlertInfo'], deniedTables: ['AlertInfo'] } });
  expect(screen.getByRole('alert')).toHaveTextContent('AlertInfo is allowed above and denied here: it is denied.');
});

it('data from elsewhere is allowed on purpose only', async () => {
  show();
  await open('Guard rails');
  expect(field(/^Allow data from elsewhere/)).not.toBeChecked();
  await userEvent.click(field(/^Allow data from elsewhere/));
  expect(savedJson()).toEqual({ allowExternal: true });
  await userEvent.click(field(/^Allow data from elsewhere/));
  expect(savedJson()).toEqual({});
});

it('the limits are numbers, and absent when they are cleared', async () => {
  show();
  await open('Guard rails');
  await userEvent.type(field(/^Longest range/), '7');
  await userEvent.type(field(/^Most rows/), '5000');
  expect(savedJson()).toEqual({ maxRangeDays: 7, maxRows: 5000 });
  await userEvent.clear(field(/^Longest range/));
  await userEvent.clear(field(/^Most rows/));
  expect(savedJson()).toEqual({});
});

it('a limit beyond what a browser can take is called wrong', () => {
  show({ jsonData: { maxRows: 1_000_001 } });
  expect(screen.getByRole('alert')).toHaveTextContent('Give a whole number from 1 to 1,000,000.');
  expect(page.saved.jsonData.maxRows).toBe(1_000_001);
});
