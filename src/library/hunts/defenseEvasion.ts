import type { LibraryHunt } from '../hunt';

export const DEFENSE_EVASION: readonly LibraryHunt[] = [
  {
    id: 'defender-tampering',
    title: 'Attempts to switch Defender off',
    why: 'Commands, policy values and blocked attempts in one list. Nobody does this by accident.',
    tactic: 'Defense evasion',
    techniques: ['T1562.001'],
    tables: ['DeviceEvents', 'DeviceRegistryEvents', 'DeviceProcessEvents'],
    parameters: [],
    format: 'table',
    query: String.raw`union
  (DeviceEvents
   | where $__timeFilter()
   | where ActionType == "TamperingAttempt"
   | project Timestamp, DeviceName, What = "tampering blocked", Detail = AdditionalFields, By = InitiatingProcessFileName),
  (DeviceRegistryEvents
   | where $__timeFilter()
   | where RegistryKey has @"\Policies\Microsoft\Windows Defender" and RegistryValueData == "1"
   | project Timestamp, DeviceName, What = "policy set", Detail = strcat(RegistryKey, @"\", RegistryValueName), By = InitiatingProcessFileName),
  (DeviceProcessEvents
   | where $__timeFilter()
   | where ProcessCommandLine has_any ("Set-MpPreference", "WinDefend", "Sense") and ProcessCommandLine has_any ("Disable", "stop", "disabled", "delete")
   | project Timestamp, DeviceName, What = "command", Detail = ProcessCommandLine, By = InitiatingProcessFileName)
| order by Timestamp desc`,
  },
  {
    id: 'renamed-programs',
    title: 'Known programs under another name',
    why: 'The version information of a file names one program, its file name another. Copy tools and shells are renamed to pass by.',
    tactic: 'Defense evasion',
    techniques: ['T1036.003'],
    tables: ['DeviceProcessEvents'],
    parameters: [],
    format: 'table',
    query: String.raw`DeviceProcessEvents
| where $__timeFilter()
| where isnotempty(ProcessVersionInfoOriginalFileName)
| extend Original = tolower(ProcessVersionInfoOriginalFileName), Name = tolower(FileName)
| where Original != Name
| where Original in ("rclone.exe", "psexec.c", "psexec.exe", "powershell.exe", "cmd.exe", "procdump.exe", "mimikatz.exe", "wscript.exe")
| summarize Runs = count(), First = min(Timestamp), Devices = make_set(DeviceName, 10), CommandLine = any(ProcessCommandLine)
    by FileName, Original, SHA1
| order by First desc`,
  },
  {
    id: 'silent-sensors',
    title: 'Devices that have gone quiet',
    why: 'A sensor that was switched off sends nothing. So does a laptop on holiday: look for servers and for many at once.',
    tactic: 'Defense evasion',
    techniques: ['T1562.001'],
    tables: ['DeviceInfo'],
    parameters: [{ name: 'quiet', meaning: 'How long a device must have been silent.' }],
    format: 'table',
    query: `let quiet = 12h;
DeviceInfo
| where $__timeFilter()
| summarize arg_max(Timestamp, DeviceName, OSPlatform, SensorHealthState, OnboardingStatus) by DeviceId
| extend SilentFor = $__timeTo() - Timestamp
| where SilentFor > quiet
| project DeviceName, LastSeen = Timestamp, SilentHours = round(SilentFor / 1h, 1), OSPlatform, SensorHealthState, OnboardingStatus, DeviceId
| order by SilentHours desc`,
  },
  {
    id: 'rundll32-with-odd-arguments',
    title: 'System programs that run other code',
    why: 'rundll32, regsvr32 and mshta run whatever they are given. Windows itself uses them with few and repeating arguments.',
    tactic: 'Defense evasion',
    techniques: ['T1218'],
    tables: ['DeviceProcessEvents'],
    parameters: [],
    format: 'table',
    query: `DeviceProcessEvents
| where $__timeFilter()
| where FileName in~ ("rundll32.exe", "regsvr32.exe", "mshta.exe", "msbuild.exe", "installutil.exe")
| summarize Runs = count(), Devices = dcount(DeviceId), First = min(Timestamp) by FileName, ProcessCommandLine, InitiatingProcessFileName
| order by Devices asc, First desc
| take 200`,
  },
];
