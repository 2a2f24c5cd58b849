import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';

import type { DataSource } from '../datasource';
import { QueryEditor } from '../editor/QueryEditor';
import { type HuntingQuery, withDefaults } from '../query';
import { FakeCodeEditor } from '../testing/fakeCodeEditor';

jest.mock('@grafana/ui', () => ({
  ...jest.requireActual<object>('@grafana/ui'),
  CodeEditor: (props: Parameters<typeof FakeCodeEditor>[0]) => <FakeCodeEditor {...props} />,
}));

const onChange = jest.fn<undefined, [HuntingQuery]>();
const onRunQuery = jest.fn();

function Host({ stored }: { stored: HuntingQuery }) {
  const [query, setQuery] = useState(stored);
  const save = (changed: HuntingQuery) => {
    onChange(changed);
    setQuery(changed);
  };
  return <QueryEditor {...{ query, onRunQuery }} datasource={{} as DataSource} onChange={save} />;
}

const show = (change: Partial<HuntingQuery>) => render(<Host stored={withDefaults({ refId: 'A', ...change })} />);
const mode = (name: string) => screen.getByRole('radio', { name });
const box = () => screen.getByRole('textbox', { name: 'KQL query' });
const builder = () => screen.findByRole('group', { name: 'Query builder' });

describe('the mode', () => {
  it('goes from text to the builder and back, and changes no KQL', async () => {
    const query = "DeviceInfo\n|  where DeviceName =~ 'a'";
    show({ query });
    await userEvent.click(mode('Builder'));
    expect(await builder()).toBeVisible();
    expect(onChange).toHaveBeenLastCalledWith(expect.objectContaining({ query, builder: true }));
    await userEvent.click(mode('KQL'));
    expect(box()).toHaveValue(query);
    expect(onChange).toHaveBeenLastCalledWith(expect.objectContaining({ query, builder: undefined }));
    expect(onRunQuery).not.toHaveBeenCalled();
  });

  it('takes what is typed and not saved yet along', async () => {
    show({ query: 'DeviceInfo' });
    await userEvent.type(box(), ' | take 5');
    await userEvent.click(mode('Builder'));
    await builder();
    expect(onChange).toHaveBeenLastCalledWith(expect.objectContaining({ query: 'DeviceInfo | take 5' }));
  });

  it('stays text, and says why, where the builder can’t show the query', async () => {
    show({ query: 'DeviceInfo\n| join DeviceEvents on DeviceId' });
    await userEvent.click(mode('Builder'));
    expect(screen.getByText('Line 2: the operator join.')).toBeVisible();
    expect(mode('KQL')).toBeChecked();
    expect(onChange).not.toHaveBeenCalled();
  });

  it('is text for a stored query that the builder can’t show, until it is mended and the builder chosen', async () => {
    show({ query: 'DeviceInfo // all', builder: true });
    expect(screen.getByText('Line 1: a comment, which it would lose.')).toBeVisible();
    await userEvent.clear(box());
    await userEvent.type(box(), 'DeviceInfo{Shift>}{Enter}{/Shift}');
    expect(mode('KQL')).toBeChecked();
    expect(onRunQuery).toHaveBeenCalledTimes(1);
    expect(screen.queryByText(/Line 1/)).not.toBeInTheDocument();
    await userEvent.click(mode('Builder'));
    expect(await builder()).toBeVisible();
  });

  it('gives the builder the hints on what it has written, whose fixes change its fields', async () => {
    show({ query: 'DeviceProcessEvents\n| where FileName contains "powershell.exe"', builder: true });
    await builder();
    await userEvent.click(await screen.findByRole('button', { name: /^Use has: / }));
    expect(onChange).toHaveBeenLastCalledWith(
      expect.objectContaining({ query: 'DeviceProcessEvents\n| where FileName has "powershell.exe"', builder: true })
    );
    expect(await builder()).toBeVisible();
  });

  it('offers no fix in the builder that the builder can’t show', async () => {
    show({ query: 'DeviceProcessEvents\n| where FileName contains "powershell.exe"', builder: true });
    await screen.findByRole('button', { name: /^Use has: / });
    expect(screen.queryByRole('button', { name: /^Switch this hint off/ })).not.toBeInTheDocument();
  });

  it('opens a stored query in the builder', async () => {
    show({ query: 'DeviceInfo | take 5', builder: true });
    expect(await builder()).toBeVisible();
    expect(onChange).not.toHaveBeenCalled();
  });
});
