/**
 * A hunt as the builder shows it: a table, what of it counts, how it is shown. Names, columns and values are kept as KQL
 * spells them, so that what nobody has changed is written as it was read.
 */
export interface Outline {
  /** '' until one is chosen. */
  table: string;
  filters: Group[];
  shape: Events | Summary;
  sort: SortKey[];
  /** The most rows; all of them where it is left out. */
  limit?: number;
  /** Written as `top`, which is a sort and a limit in one. */
  top?: true;
}

/** The conditions of one `where`: all of them hold or, with `any`, at least one. */
export interface Group {
  any: boolean;
  conditions: Condition[];
}

/** `FileName =~ 'cmd.exe'`. One without its column or its values is not written yet. */
export interface Condition {
  /** A column or a key of one, such as `tostring(AdditionalFields.Name)`; '' where it is not chosen. */
  column: string;
  /** A name of OPERATORS. */
  operator: string;
  values: string[];
}

/** Events as they are. Without `columns` they have all of theirs. */
export interface Events {
  kind: 'events';
  columns: string[];
  /** Equal rows are shown once. */
  distinct: boolean;
}

/** Figures, over all events or for each combination of `keys`. */
export interface Summary {
  kind: 'summary';
  figures: Figure[];
  keys: Key[];
  /** Conditions on the figures and keys. */
  filters: Group[];
}

/** `Devices = dcount(DeviceId)`. */
export interface Figure {
  /** As KQL spells it; '' leaves it to the service. */
  name: string;
  /** A name of FIGURES. */
  call: string;
  /** Columns, numbers or `*`. */
  operands: string[];
}

/** What figures are given for: a column's values or, with `bin`, its steps. */
export interface Key {
  name: string;
  /** '' with TIME_BIN: the table's time column. */
  column: string;
  /** `1h`, `100`, `$__interval`; TIME_BIN for steps that fit the graph. */
  bin?: string;
}

export const TIME_BIN = '$__timeBin';

export interface SortKey {
  column: string;
  /** Kusto's own is `desc`. */
  direction?: 'asc' | 'desc';
}
