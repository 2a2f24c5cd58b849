/** What each hint says, with its title and the label of its quick fix. `docs/guide/hints.md` has a section for each. */
export const HINTS = {
  'no-time-bound': {
    title: 'No time bound',
    message: () => 'Nothing bounds the time of this hunt, so the service reads all 30 days that it keeps.',
    fix: () => 'Add | where $__timeFilter()',
  },
  'contains-has': {
    title: 'contains where has serves',
    message: (word: string, instead: string) =>
      `${word} reads every character of every row; ${instead} finds whole terms through the index. ` +
      'Keep it if the text stands within longer words.',
    fix: (instead: string) => `Use ${instead}`,
  },
  'short-term': {
    title: 'Term under four characters',
    message: (term: string) =>
      `"${term}" has no term of four characters or more, and shorter ones are not in the index: every row is read. ` +
      'Compare the whole value, or add a condition with a longer term.',
    fix: () => '',
  },
  'search-all': {
    title: 'Search in all tables',
    message: (word: string) => `${word} without a list of tables reads all of them, and often ends in a time-out.`,
    fix: () => 'Read the tables of device events only',
  },
  'join-kind': {
    title: 'Join without a kind',
    message: () =>
      'A join without a kind is innerunique: of the left rows with the same key only one is kept. Say which kind is meant.',
    fix: (kind: string) => `Write kind=${kind}`,
  },
  'join-time': {
    title: 'Join without a time bound on the right',
    message: (table: string) =>
      `The query bounds time by itself, so no range goes out with it, and ${table} in this join is read for all 30 days.`,
    fix: (filter: string) => `Add | ${filter}`,
  },
  'late-filter': {
    title: 'Filter after summarize or join',
    message: (operator: string) =>
      `This filter needs only columns that are there before ${operator}: put first, it leaves fewer rows to ${operator}.`,
    fix: (operator: string) => `Move the filter before ${operator}`,
  },
  'wide-table': {
    title: 'All columns of a wide table',
    message: (columns: number) =>
      `The answer has ${columns} columns. An answer may have 50 MB: project what the panel shows.`,
    fix: () => 'Add | project with the usual columns',
  },
  'no-timestamp': {
    title: 'Timestamp on a table without it',
    message: (table: string, instead: string | null) =>
      instead ? `${table} is dated by ${instead}.` : `${table} is a snapshot: its rows have no time.`,
    fix: (instead: string | null) => (instead ? `Use ${instead}` : 'Take the filter away'),
  },
  'event-time': {
    title: 'EventTime',
    message: () => 'EventTime is the name of 2018; the column is called Timestamp.',
    fix: () => 'Use Timestamp',
  },
  'beyond-30-days': {
    title: 'More than 30 days',
    message: (span: string) => `${span} is longer than the 30 days that Defender keeps: older rows are not there.`,
    fix: () => 'Use 30d',
  },
  'quoted-variable': {
    title: 'Variable inside quotes',
    message: (name: string) => `$${name} becomes a quoted string by itself. Inside quotes it can have one value only.`,
    fix: () => 'Take the quotes away',
  },
  'retired-table': {
    title: 'Former table name',
    message: (name: string, instead: string) => `${name} is the former name of ${instead}.`,
    fix: (instead: string) => `Use ${instead}`,
  },
  'regex-term': {
    title: 'Regular expression where a text serves',
    message: (instead: string) => `This expression looks for a plain text. ${instead} finds the same, and faster.`,
    fix: (instead: string) => `Use ${instead}`,
  },
  'utc-days': {
    title: 'Days are UTC',
    message: (zone: string) => `Days begin at midnight UTC here, while the dashboard shows ${zone}.`,
    fix: (zone: string) => `Begin days at midnight in ${zone}`,
  },
  'alert-interval': {
    title: '$__interval in an alert rule',
    message: (name: string) => `${name} is often one second in an alert rule, since no graph gives it a width.`,
    fix: (span: string) => `Use ${span}`,
  },
  'alert-rows': {
    title: 'Alert rule over rows',
    message: () => 'An alert rule compares numbers. These are rows: count or summarize them.',
    fix: () => 'Add | summarize Hits = count()',
  },
  'alert-bins': {
    title: 'Last value over dropped bins',
    message: () =>
      'Bins without rows are left out, so "Last" is the last bin that had some, however old. Summarize the whole range, ' +
      'reduce with Sum, or use make-series with default = 0.',
    fix: () => 'Summarize the whole range',
  },
} as const;

export type HintCode = keyof typeof HINTS;

export const IGNORE_FIX = 'Switch this hint off in this query';
