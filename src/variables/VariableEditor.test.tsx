import { CodeEditor } from '@grafana/ui';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import type { DataSource } from '../datasource';
import { FakeCodeEditor } from '../testing/fakeCodeEditor';

import { VariableEditor } from './VariableEditor';
import type { VariableQuery } from './variableQuery';

jest.mock('@grafana/ui', () => ({ ...jest.requireActual('@grafana/ui'), CodeEditor: jest.fn() }));

beforeEach(() => jest.mocked(CodeEditor as unknown as jest.Mock).mockImplementation(FakeCodeEditor));

function show(query: VariableQuery) {
  const onChange = jest.fn();
  const props = { datasource: {} as DataSource, onRunQuery: () => undefined };
  render(<VariableEditor {...props} query={query} onChange={onChange} />);
  return onChange;
}

describe('the variable editor', () => {
  it('takes KQL when its box is left', async () => {
    const user = userEvent.setup();
    const onChange = show({ refId: 'v', kind: 'kql', query: '' });
    await user.type(screen.getByLabelText('KQL of the variable'), 'DeviceInfo');
    expect(onChange).not.toHaveBeenCalled();
    await user.tab();
    expect(onChange).toHaveBeenCalledWith({ refId: 'v', kind: 'kql', query: 'DeviceInfo' }, 'DeviceInfo');
  });

  it.each([
    ['devices', 0],
    ['columns', 1],
    ['values', 2],
  ] as const)('asks of %s for no more than it needs', (kind, fields) => {
    show({ refId: 'v', kind });
    expect(screen.getAllByRole('combobox')).toHaveLength(1 + fields);
    expect(screen.queryByLabelText('KQL of the variable')).not.toBeInTheDocument();
  });
});
