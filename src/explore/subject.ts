import type { LogRowModel } from '@grafana/data';

/** What an event can be about, the most telling first. */
export const SUBJECTS = ['device', 'account', 'mailbox', 'app'] as const;
export type SubjectKind = (typeof SUBJECTS)[number];

export interface Subject {
  kind: SubjectKind;
  value: string;
  /** The column that names it. */
  column: string;
}

/** Columns that name a subject, the exactest first: an id stays when a name changes. */
const COLUMNS: Record<SubjectKind, string[]> = {
  device: ['DeviceId', 'DeviceName'],
  account: ['AccountObjectId', 'AccountUpn', 'AccountSid', 'InitiatingProcessAccountUpn', 'AccountName'],
  mailbox: ['RecipientEmailAddress'],
  app: ['Application', 'ApplicationId'],
};

/** All that a line names, one of each kind. */
export function subjectsOf(row: Pick<LogRowModel, 'dataFrame' | 'rowIndex' | 'labels'>): Subject[] {
  return SUBJECTS.flatMap((kind) => {
    for (const column of COLUMNS[kind]) {
      const field = row.dataFrame.fields.find(({ name }) => name === column);
      const value: unknown = field?.values[row.rowIndex] ?? row.labels?.[column];
      if (typeof value === 'string' && value !== '') {
        return [{ kind, value, column }];
      }
    }
    return [];
  });
}
