/** The words of the variable editor, the annotation editor and the help page. */
export const VARIABLES = {
  kind: 'Values',
  table: 'Table',
  column: 'Column',
  query: 'KQL of the variable',
  tableHint: 'Its columns, or the values of one of them',
  columnHint: 'Its values, the most frequent first',
  queryHint: (most: number) =>
    `The first column is shown and, without a second, sent; a second is sent instead. __text and __value say it by name. At most ${most.toLocaleString('en-US')} rows. Runs when you leave the box.`,
  kinds: {
    kql: { label: 'KQL', description: 'What a hunt finds' },
    devices: { label: 'Devices', description: 'Seen in the last 7 days: the name is shown, the DeviceId sent' },
    users: { label: 'Users', description: 'Known in the last 30 days: the name is shown, the AccountUpn sent' },
    values: { label: 'Values of a column', description: 'What a column of a table holds in the time range' },
    tables: { label: 'Tables', description: 'All tables of advanced hunting; no call is needed' },
    columns: { label: 'Columns', description: 'Those of a table; no call is needed' },
    tactics: { label: 'Tactics', description: 'Those of MITRE ATT&CK, as alerts name them; no call is needed' },
  },
  definition: { devices: 'Devices', users: 'Users', tables: 'Tables', tactics: 'Tactics' },
  columnsOf: (table: string) => `Columns of ${table}`,
  valuesOf: (table: string, column: string) => `Values of ${table}.${column}`,
};

export const ANNOTATIONS = {
  kind: 'Events',
  severities: 'Severities',
  query: 'KQL of the annotation',
  run: 'Run',
  pending: 'Nothing runs before you press Run: an annotation asks once for every view of the dashboard.',
  queryHint: (most: number) =>
    `Columns called time, timeEnd, title, text, tags (separated by commas) and id become the event; others are mapped below. The newest ${most.toLocaleString('en-US')} rows count.`,
  kinds: {
    alerts: { label: 'Alerts', description: 'Of Defender, by severity' },
    incidents: {
      label: 'Incidents',
      description: 'Of a Microsoft Sentinel workspace that is part of the tenant; Defender’s own tables hold none',
    },
    kql: { label: 'KQL', description: 'What a hunt finds' },
  },
};
