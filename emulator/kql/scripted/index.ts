import { BAGS } from './bags';
import { COMPONENTS } from './components';
import { DECOMPOSITION } from './decomposition';
import { DIGESTS } from './digests';
import { DISTRIBUTIONS } from './distributions';
import { ENCODINGS } from './encodings';
import { FOURIER } from './fourier';
import { GEOGRAPHY } from './geography';
import { GEOHASH } from './geohash';
import { NETWORKS } from './networks';
import { POLYNOMIALS } from './polynomials';
import { PUNYCODE } from './punycode';
import { SCHEMA } from './schema';
import type { Scripted } from './scripted';
import { SERIES } from './series';
import { rowWindowSession } from './sessions';
import { TERMS } from './terms';
import { TEXTS } from './texts';
import { UNIT_CONVERSIONS } from './units';
import { parseUserAgent } from './userAgents';
import { XML } from './xml';
import { HASHES } from './xxhash64';

/** Every scripted function, by the name that SQL calls it with after `kql_js_`. */
export const SCRIPTED: Record<string, Scripted> = {
  ...BAGS,
  ...COMPONENTS,
  ...DECOMPOSITION,
  ...DIGESTS,
  ...DISTRIBUTIONS,
  ...ENCODINGS,
  ...FOURIER,
  ...GEOGRAPHY,
  ...GEOHASH,
  ...HASHES,
  ...NETWORKS,
  ...POLYNOMIALS,
  ...PUNYCODE,
  ...SCHEMA,
  ...SERIES,
  row_window_session: rowWindowSession,
  ...TERMS,
  ...TEXTS,
  ...UNIT_CONVERSIONS,
  parse_user_agent: parseUserAgent,
  ...XML,
};
