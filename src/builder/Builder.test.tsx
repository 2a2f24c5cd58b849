import { FieldType, toDataFrame } from '@grafana/data';
import { act, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { of, throwError } from 'rxjs';

import type { DataSource } from '../datasource';
import type { HuntingQuery } from '../query';

import { Builder } from './Builder';
import { read } from './read';

const onChange = jest.fn<undefined, [string]>();
const onRun = jest.fn<undefined, [string]>();
const query = jest.fn();
const source = { query } as unknown as DataSource;

/** The host's part: it keeps what is saved and hands it back. */
function Host({ stored }: { stored: string }) {
  const [kql, setKql] = useState(stored);
  const reading = read(kql);
  if ('refusal' in reading) {
    throw new Error(`The builder wrote what it can't read: ${reading.refusal.reason}`);
  }
  const save = (changed: string) => {
    onChange(changed);
    setKql(changed);
  };
  return (
    <>
      <Builder
        {...{ kql, source, onRun }}
        read={reading.outline}
        variables={['device']}
        onChange={save}
        onSize={() => undefined}
      />
      <button onClick={() => setKql('DeviceInfo\n| take 7')}>outside</button>
    </>
  );
}

async function show(kql = '') {
  render(<Host stored={kql} />);
  await act(async () => import('../schema/knowledge')); // a chunk of its own
  return userEvent.setup({ delay: null });
}

const written = () => screen.getByRole('region', { name: 'KQL of the builder' }).textContent;
const field = (name: string) => screen.getByRole('combobox', { name });
const box = (name: string) => screen.getByRole('textbox', { name });

/** Chooses by the keyboard: the list itself draws nothing where nothing is laid out. */
async function choose(user: ReturnType<typeof userEvent.setup>, name: string, option: string) {
  await user.click(field(name));
  await user.paste(option);
  await user.keyboard('{Enter}');
}

describe('a first hunt', () => {
  it('begins with the newest events of the time range', async () => {
    const user = await show();
    expect(written()).toBe('Choose a table to begin.');
    expect(screen.getByRole('button', { name: 'Run query' })).toHaveAttribute('aria-disabled', 'true');
    await choose(user, 'Table', 'DeviceLogonEvents');
    expect(written()).toBe('DeviceLogonEvents\n| where $__timeFilter()\n| sort by Timestamp desc\n| take 100');
    expect(onRun).not.toHaveBeenCalled();
  });
});

describe('a filter', () => {
  it('is written when it is complete, by its column’s type, and runs on Shift+Enter', async () => {
    const user = await show('DeviceNetworkEvents');
    await user.click(screen.getByRole('button', { name: 'Filter' }));
    expect(screen.getByText(/Not in the query yet/)).toBeVisible();
    await choose(user, 'Filter 1: column', 'RemotePort');
    expect(onChange).not.toHaveBeenCalled();
    await user.type(box('Filter 1: value'), '44x');
    expect(box('Filter 1: value')).toBeInvalid();
    expect(screen.getByText('This is no whole number.')).toBeVisible();
    await user.type(box('Filter 1: value'), '{Backspace}3{Shift>}{Enter}{/Shift}');
    expect(written()).toBe('DeviceNetworkEvents\n| where RemotePort == 443');
    expect(onRun).toHaveBeenCalledWith('DeviceNetworkEvents\n| where RemotePort == 443');
  });

  it.each([
    ["it's\\", "DeviceInfo\n| where DeviceName =~ 'it\\'s\\\\'"],
    ['$device', 'DeviceInfo\n| where DeviceName =~ $device'],
    ['x$device', "DeviceInfo\n| where DeviceName =~ 'x$device'"],
    ['$other', "DeviceInfo\n| where DeviceName =~ '$other'"],
  ])('with the value %s', async (text, want) => {
    const user = await show("DeviceInfo | where DeviceName =~ 'a'");
    await user.clear(box('Filter 1: value'));
    await user.click(box('Filter 1: value'));
    await user.paste(text);
    expect(written()).toBe(want);
    expect(box('Filter 1: value')).toHaveValue(text);
  });

  it('takes several values', async () => {
    const user = await show("DeviceInfo | where DeviceName in~ ('a')");
    await user.type(screen.getByLabelText('Filter 1: values'), "b'c{Enter}");
    expect(written()).toBe("DeviceInfo\n| where DeviceName in~ ('a', 'b\\'c')");
    await user.click(screen.getByRole('button', { name: 'Remove tag: a' }));
    expect(written()).toBe("DeviceInfo\n| where DeviceName in~ ('b\\'c')");
  });

  it('has alternatives', async () => {
    const user = await show("DeviceInfo | where DeviceName =~ 'a'");
    await user.click(screen.getByRole('button', { name: 'or' }));
    await choose(user, 'Filter 1.2: column', 'DeviceId');
    await user.type(box('Filter 1.2: value'), 'b');
    expect(written()).toBe("DeviceInfo\n| where DeviceName =~ 'a' or DeviceId =~ 'b'");
    await user.click(screen.getByRole('radio', { name: 'and' }));
    expect(written()).toContain("'a' and DeviceId");
    await user.click(screen.getByRole('button', { name: 'Remove Filter 1.2' }));
    expect(written()).toBe("DeviceInfo\n| where DeviceName =~ 'a'");
  });

  it('is on a key of a document', async () => {
    const user = await show("DeviceEvents | where AdditionalFields has 'x'");
    await user.type(box('Filter 1: key in the document'), 'Process.Name{Enter}');
    expect(written()).toContain("where tostring(parse_json(AdditionalFields).Process.Name) has 'x'");
  });

  it('on a column that the table lacks is marked', async () => {
    await show("DeviceInfo | where Nope == 'x'");
    expect(screen.getByText('DeviceInfo has no column Nope.')).toBeVisible();
  });
});

describe('suggestions', () => {
  const rows = () => toDataFrame({ fields: [{ name: 'Choice', type: FieldType.string, values: ['$device', 'b'] }] });

  it('are asked for on request, as the least urgent of all, and are data', async () => {
    query.mockReturnValue(of({ data: [rows()] }));
    const user = await show("DeviceInfo | where DeviceName =~ 'a'");
    expect(query).not.toHaveBeenCalled();
    await user.click(screen.getByRole('button', { name: /^Suggest values of DeviceName/ }));
    const [target] = (query.mock.calls[0]?.[0] as { targets: HuntingQuery[] }).targets;
    expect(target).toMatchObject({ origin: 'suggestion' });
    expect(target?.query).toContain('$__timeFilter(Timestamp)');
    await user.clear(box('Filter 1: value'));
    const list = within(screen.getByRole('group', { name: 'Values of DeviceName' }));
    await user.click(await list.findByRole('button', { name: '$device' }));
    expect(written()).toBe("DeviceInfo\n| where DeviceName =~ '\\u0024device'");
    expect(list.getByRole('button', { name: '$device' })).toHaveAttribute('aria-pressed', 'true');
  });

  it('say why there are none', async () => {
    query.mockReturnValue(throwError(() => new Error('The quota is used up until 12:00:00 UTC.')));
    const user = await show("DeviceInfo | where DeviceName =~ 'a'");
    await user.click(screen.getByRole('button', { name: /^Suggest values of DeviceName/ }));
    expect(await screen.findByText('The quota is used up until 12:00:00 UTC.')).toBeVisible();
  });

  it('of ActionType need no call', async () => {
    const user = await show("DeviceProcessEvents | where ActionType in~ ('x')");
    await user.click(screen.getByRole('button', { name: /^Suggest values of ActionType/ }));
    await user.click(await screen.findByRole('button', { name: 'ProcessCreated' }));
    expect(written()).toContain("in~ ('x', 'ProcessCreated')");
    expect(query).not.toHaveBeenCalled();
  });
});

describe('a summary', () => {
  it('counts over time, and gives the events back', async () => {
    const events = 'DeviceInfo\n| where $__timeFilter()\n| sort by Timestamp desc\n| take 100';
    const user = await show(events);
    await user.click(screen.getByRole('radio', { name: 'Summary' }));
    expect(written()).toBe('DeviceInfo\n| where $__timeFilter()\n| summarize Count = count()');
    const keys = within(screen.getByRole('group', { name: 'For each' }));
    await user.click(keys.getByRole('button', { name: 'Column' }));
    await choose(user, 'For each 1: column', 'Timestamp');
    expect(written()).toContain('| summarize Count = count() by $__timeBin()');
    await choose(user, 'For each 1: step', '1h');
    expect(written()).toContain('by bin(Timestamp, 1h)');
    await user.click(screen.getByRole('radio', { name: 'Events' }));
    expect(written()).toBe(events);
  });

  it('has figures with names of their own', async () => {
    const user = await show('DeviceInfo | summarize Count = count()');
    await user.click(screen.getByRole('button', { name: 'Figure' }));
    expect(written()).toContain('Count = count(), Count2 = count()');
    await choose(user, 'Figure 2: kind', 'Different values');
    await choose(user, 'Figure 2: column', 'DeviceId');
    expect(written()).toContain('Count = count(), DifferentDeviceId = dcount(DeviceId)');
    await user.clear(box('Figure 2: name'));
    await user.type(box('Figure 2: name'), 'by{Enter}');
    expect(written()).toContain("['by'] = dcount(DeviceId)");
  });
});

describe('undo', () => {
  it('takes back steps, and all that was typed into a field as one', async () => {
    const user = await show("DeviceInfo\n| where DeviceName =~ 'a'");
    await user.type(box('Filter 1: value'), 'bcd');
    await user.click(screen.getByRole('button', { name: 'Remove Filter 1' }));
    expect(written()).toBe('DeviceInfo');
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    expect(written()).toContain("'abcd'");
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    expect(written()).toContain("'a'");
    expect(screen.getByRole('button', { name: 'Undo' })).toBeDisabled();
  });

  it('takes back what came from outside', async () => {
    const user = await show('DeviceInfo\n| take 5');
    await user.click(screen.getByRole('button', { name: 'outside' }));
    await waitFor(() => expect(written()).toBe('DeviceInfo\n| take 7'));
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    expect(written()).toBe('DeviceInfo\n| take 5');
  });
});
