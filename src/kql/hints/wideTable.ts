import { HINTS } from '../../english/hints';
import { columnsAt, sourceTables } from '../columnsAt';
import { type Pipeline, type Script, textAt } from '../script';

import { insert, type Rule, span } from './hint';
import { mainPipeline } from './mainPipeline';

const WIDE = 40;
const USUAL = 9;
const FEW = 1000;
const { message, fix } = HINTS['wide-table'];

/** Columns that hunts show most, in the order in which they are read. */
const PREFERRED = [
  'Timestamp',
  'TimeGenerated',
  'DeviceName',
  'AccountName',
  'AccountUpn',
  'ActionType',
  'FileName',
].concat(
  ['FolderPath', 'ProcessCommandLine', 'RemoteIP', 'RemoteUrl', 'RemotePort', 'RegistryKey', 'RegistryValueData'],
  ['SenderFromAddress', 'RecipientEmailAddress', 'Subject', 'Application', 'IPAddress', 'SHA256'],
  ['InitiatingProcessFileName', 'InitiatingProcessCommandLine', 'DeviceId', 'ReportId']
);

/** The answer has every column of a wide table. */
export const wideTable: Rule = (subject) => {
  const { script } = subject;
  const main = mainPipeline(script);
  const last = main?.stages.at(-1);
  if (!main || !last || subject.alert || sourceTables(subject, main).length === 0) {
    return [];
  }
  const columns = columnsAt(subject, main, main.stages.length).map(({ name }) => name);
  if (columns.length < WIDE || last.operator === 'getschema' || isChosen(script, main)) {
    return [];
  }
  const usual = PREFERRED.filter((name) => columns.includes(name)).slice(0, USUAL);
  const source = main.stages[0] ?? last;
  const at = span(script, source.from, source.to);
  const end = span(script, last.from, last.to).end;
  const fixes = [{ label: fix(), edits: [insert(end, `\n| project ${usual.join(', ')}`)] }];
  return [{ code: 'wide-table', severity: 'info', message: message(columns.length), ...at, fixes }];
};

/** The author has looked at the columns, or asks for few rows, so that their width doesn't matter. */
function isChosen(script: Script, { stages }: Pipeline): boolean {
  return stages.some(({ operator, from }) => {
    const few = ['take', 'limit', 'top', 'sample'].includes(operator) && Number(textAt(script, from + 1)) <= FEW;
    return few || ['project-reorder', 'project-away'].includes(operator);
  });
}
