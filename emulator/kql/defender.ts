/** The functions that only Defender has, written in KQL, so that analysis and execution treat them like a user's. */
import type { StoredFunction } from './kusto';

/** No file is known to the emulator's reputation service: every profile is missing, as for a file never seen. */
const FILE_PROFILE = `{
  T
  | extend GlobalPrevalence = int(null), GlobalFirstSeen = datetime(null), GlobalLastSeen = datetime(null), Signer = "",
    Issuer = "", SignerHash = "", IsCertificateValid = bool(null), IsRootSignerMicrosoft = bool(null),
    SignatureState = "Unknown", IsExecutable = bool(null), ThreatName = "", Publisher = "", SoftwareName = "",
    ProfileAvailability = "Missing"
}`;

/** Functions whose arguments name a column of their input, bare or quoted. */
export const COLUMN_ARGUMENT_FUNCTIONS = ['FileProfile'];

export const DEFENDER_FUNCTIONS: StoredFunction[] = [
  { name: 'FileProfile', parameters: '(T: (*), x: string = "SHA1", y: long = 100)', body: FILE_PROFILE },
];
