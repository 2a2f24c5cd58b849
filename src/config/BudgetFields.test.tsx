import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { field, open, savedJson, show } from '../testing/settingsPage';

it('what a tenant’s calls may use is a number, and absent when it is cleared', async () => {
  show();
  await open('Advanced');
  expect(field(/^Calls a minute/)).toHaveAttribute('placeholder', '30');
  await userEvent.type(field(/^Calls a minute/), '45');
  await userEvent.type(field(/^Calls at once/), '8');
  expect(savedJson()).toEqual({ callsPerMinute: 45, maxInFlight: 8 });
  await userEvent.clear(field(/^Calls a minute/));
  await userEvent.clear(field(/^Calls at once/));
  expect(savedJson()).toEqual({});
});

it('the limits of an hour and a day belong to Defender for Endpoint', async () => {
  show();
  await open('Advanced');
  expect(screen.queryByLabelText(/^Calls an hour/)).not.toBeInTheDocument();
});

it('Defender for Endpoint has lower defaults, and its own limits can be raised', () => {
  show({ jsonData: { api: 'mde', runMinutesPerHour: 15 } });
  expect(field(/^Calls a minute/)).toHaveAttribute('placeholder', '10');
  expect(field(/^Calls an hour/)).toHaveAttribute('placeholder', '1500');
  expect(field(/^Run time an hour/)).toHaveValue(15);
  expect(field(/^Run time a day/)).toHaveAttribute('placeholder', '180');
});

it('a limit that is set can be seen and removed whatever the API', () => {
  show({ jsonData: { callsPerHour: 100 } });
  expect(field(/^Calls an hour/)).toHaveAttribute('placeholder', 'no limit');
});

it('a number that the server would refuse is called wrong', () => {
  show({ jsonData: { callsPerMinute: 10_001 } });
  expect(screen.getByRole('alert')).toHaveTextContent('Give a whole number from 1 to 10,000.');
});
