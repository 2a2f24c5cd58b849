import { BAGS } from './bags';
import { DECOMPOSITION } from './decomposition';
import { DIGESTS } from './digests';
import { ENCODINGS } from './encodings';
import { NETWORKS } from './networks';
import type { Scripted } from './scripted';
import { SERIES } from './series';
import { TEXTS } from './texts';
import { XML } from './xml';
import { HASHES } from './xxhash64';

/** Every scripted function, by the name that SQL calls it with after `kql_js_`. */
export const SCRIPTED: Record<string, Scripted> = {
  ...BAGS,
  ...DECOMPOSITION,
  ...DIGESTS,
  ...ENCODINGS,
  ...HASHES,
  ...NETWORKS,
  ...SERIES,
  ...TEXTS,
  ...XML,
};
