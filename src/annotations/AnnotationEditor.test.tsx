import { CodeEditor } from '@grafana/ui';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { FakeCodeEditor } from '../testing/fakeCodeEditor';

import { AnnotationEditor } from './AnnotationEditor';

jest.mock('@grafana/ui', () => ({ ...jest.requireActual('@grafana/ui'), CodeEditor: jest.fn() }));

beforeEach(() => jest.mocked(CodeEditor as unknown as jest.Mock).mockImplementation(FakeCodeEditor));

describe('the annotation editor', () => {
  it('stores and runs nothing before Run is pressed', async () => {
    const user = userEvent.setup();
    const onChange = jest.fn();
    const onRunQuery = jest.fn();
    render(<AnnotationEditor query={undefined} onChange={onChange} onRunQuery={onRunQuery} />);
    const run = screen.getByRole('button', { name: 'Run' });
    expect(run).toBeDisabled();

    await user.type(screen.getByLabelText('KQL of the annotation'), 'AlertInfo');
    await user.tab();
    expect(onChange).not.toHaveBeenCalled();

    await user.click(run);
    expect(onChange).toHaveBeenCalledWith({ refId: 'annotation', kind: 'kql', query: 'AlertInfo' });
    expect(onRunQuery).toHaveBeenCalledTimes(1);
  });
});
