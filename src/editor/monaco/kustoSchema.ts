import type { Callable, Knowledge } from '../../kql/knowledge';

/** The parts of monaco-kusto's schema that we fill; its types are not at hand, since Grafana brings the package. */
export interface EngineSchema {
  clusterType: 'Engine';
  cluster: { connectionString: string; databases: Database[] };
  database: Database;
  globalScalarParameters: Parameter[];
}

interface Database {
  name: string;
  tables: Array<{ name: string; docstring: string; columns: Array<{ name: string; type: string; docstring: string }> }>;
  functions: StoredFunction[];
  entityGroups: never[];
  majorVersion: number;
  minorVersion: number;
}

interface StoredFunction {
  name: string;
  body: string;
  docstring: string;
  inputParameters: Parameter[];
}

interface Parameter {
  name: string;
  type?: string;
  cslType?: string;
  cslDefaultValue?: string;
  columns?: [];
}

/** The worker wants .NET's names of types. */
const CLR: Record<string, string> = {
  string: 'System.String',
  datetime: 'System.DateTime',
  timespan: 'System.TimeSpan',
  bool: 'System.SByte',
  int: 'System.Int32',
  long: 'System.Int64',
  real: 'System.Double',
  decimal: 'System.Data.SqlTypes.SqlDecimal',
  guid: 'System.Guid',
  dynamic: 'System.Object',
};

const BODIES: Record<string, string> = {
  bool: '{ true }',
  datetime: '{ now() }',
  timespan: '{ 1m }',
  long: '{ 1 }',
};

/** What FileProfile adds to its rows. */
const PROFILE =
  '{ T | extend SHA1 = "", SHA256 = "", MD5 = "", FileSize = int(null), GlobalPrevalence = int(null), ' +
  'GlobalFirstSeen = datetime(null), GlobalLastSeen = datetime(null), Signer = "", Issuer = "", SignerHash = "", ' +
  'IsCertificateValid = bool(null), IsRootSignerMicrosoft = bool(null), SignatureState = "", IsExecutable = bool(null), ' +
  'ThreatName = "", Publisher = "", SoftwareName = "", ProfileAvailability = "" }';

const ADDRESSES =
  '{ print Timestamp = now(), IPAddress = "", IPType = "", NetworkAdapterType = "", ConnectedNetworks = "" }';

/** Rows of which no column is known, so that any may be named. */
const OPEN = '{ print Bag = dynamic({}) | evaluate bag_unpack(Bag) }';

const ROWS: Parameter = { name: 'T', columns: [] };

/** Everything that a query may name, as monaco-kusto's worker reads it. A variable fits every type: it is dynamic. */
export function engineSchema(knowledge: Knowledge, variables: readonly string[]): EngineSchema {
  const database: Database = {
    name: 'Defender',
    tables: [...knowledge.tables.values()].map(({ name, description, columns }) => ({
      name,
      docstring: description,
      columns: columns.map((column) => ({
        name: column.name,
        type: CLR[column.type] ?? 'System.Object',
        docstring: column.description,
      })),
    })),
    functions: [...knowledge.macros.filter(isCalled).map(macroFunction), ...knowledge.defender.map(defenderFunction)],
    entityGroups: [],
    majorVersion: 1,
    minorVersion: 0,
  };
  const named = [...knowledge.macros.filter((macro) => !isCalled(macro)), ...variables.map(variable)];
  return {
    clusterType: 'Engine',
    cluster: { connectionString: clusterOf(knowledge), databases: [database] },
    database,
    globalScalarParameters: named.map(({ name, type }) => parameter(name, type)),
  };
}

const clusters = new WeakMap<Knowledge, string>();
let known = 0;

/**
 * An address of its own for each tenant's knowledge, the same each time: the worker reads a cluster's tables and
 * functions once and keeps them by its address, whatever a later schema says.
 */
function clusterOf(knowledge: Knowledge): string {
  const address = clusters.get(knowledge) ?? `https://defender-${++known}.huntboard.invalid`;
  clusters.set(knowledge, address);
  return address;
}

const CALLED = [
  '$__timeFilter',
  '$__timeFrom',
  '$__timeTo',
  '$__timeBin',
  '$__in',
  '$__has_any',
  '$__adhocFilters',
  '$__ioc',
];

function isCalled({ name }: Callable): boolean {
  return CALLED.includes(name);
}

function variable(name: string): Pick<Callable, 'name' | 'type'> {
  return { name: `$${name}`, type: 'dynamic' };
}

function macroFunction({ name, parameters, type, description }: Callable): StoredFunction {
  const inputParameters = parameters.map((each) => ({
    ...parameter(each, 'dynamic'),
    cslDefaultValue: 'dynamic(null)',
  }));
  return { name, body: BODIES[type] ?? '{ true }', docstring: description, inputParameters };
}

function defenderFunction({ name, parameters, description, saved }: Callable): StoredFunction {
  const rest = parameters.map((each) => ({
    ...parameter(each.split(':')[0] ?? each, 'dynamic'),
    cslDefaultValue: 'dynamic(null)',
  }));
  if (saved) {
    return { name, body: OPEN, docstring: description, inputParameters: rest };
  }
  const isSource = name === 'AssignedIPAddresses';
  const body = isSource ? ADDRESSES : name === 'FileProfile' ? PROFILE : '{ T }';
  return { name, body, docstring: description, inputParameters: isSource ? rest : [ROWS, ...rest] };
}

function parameter(name: string, cslType: string): Parameter {
  return { name, type: CLR[cslType] ?? 'System.Object', cslType };
}
