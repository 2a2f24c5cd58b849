/** Something that an attack of the generated tenant does, and that a rule sees. Hours are those before its events end. */
export interface Sighting {
  story: 'lure' | 'spray' | 'ransomware';
  from: number;
  to: number;
  /** The labels of the instances that fire. */
  on: RegExp;
  /** Seen only if the victim has signed in at home shortly before, as everybody does on a working day. */
  afterWork?: true;
}

/** What each rule sees of the attacks; on anything else it must not fire. */
export const ATTACKS: Record<string, Sighting[]> = {
  'phish-clicked': [{ story: 'lure', from: 20, to: 12, on: /^[\w.]+@brightharbor\.example,/ }],
  'office-shell': [{ story: 'lure', from: 20, to: 18, on: /,winword\.exe,powershell\.exe$/ }],
  'encoded-powershell': [{ story: 'lure', from: 20, to: 14, on: /^(lt|ws|dc)-/ }],
  'questions-in-a-row': [{ story: 'lure', from: 20, to: 18, on: /^(lt|ws)-/ }],
  'lsass-memory': [{ story: 'lure', from: 20, to: 17, on: /,rundll32\.exe$/ }],
  'psexec-service': [{ story: 'lure', from: 19, to: 14, on: /^fs-/ }],
  'script-calls-out': [{ story: 'lure', from: 20, to: 0, on: /^(lt|ws)-.*,powershell\.exe,203\.0\.113\.80$/ }],
  'impossible-travel': [
    { story: 'lure', from: 19, to: 0, on: /,MT$/, afterWork: true },
    { story: 'spray', from: 50, to: 47, on: /,CY$/, afterWork: true },
  ],
  'copy-tool': [{ story: 'lure', from: 17, to: 10, on: /,wsusync\.exe$/ }],
  'rdp-guessed': [{ story: 'ransomware', from: 9, to: 6, on: /^web-.*,203\.0\.113\.117$/ }],
  'new-local-admin': [{ story: 'ransomware', from: 9, to: 7, on: /^web-.*,support_adm$/ }],
  'sensor-disabled': [{ story: 'ransomware', from: 9, to: 6, on: /^web-/ }],
  'recovery-disabled': [{ story: 'ransomware', from: 8, to: 5, on: /^web-/ }],
  'mass-rename': [{ story: 'ransomware', from: 8, to: 5, on: /,hbsvc\.exe,\.harborlock$/ }],
  'password-spray': [{ story: 'spray', from: 50, to: 47, on: /^203\.0\.113\.20\d,CY$/ }],
  'mail-rule-forwarding': [{ story: 'spray', from: 49, to: 46, on: /,203\.0\.113\.201$/ }],
  'consent-to-app': [{ story: 'spray', from: 49, to: 46, on: /,Harbor Mail Archiver,/ }],
};

/** Work that a rule without its care would have fired on. */
export const LOOK_ALIKES: Record<string, string> = {
  'encoded-powershell':
    'DeviceProcessEvents | where InitiatingProcessFileName == "deployagent.exe" and ProcessCommandLine has "-EncodedCommand"',
  'rdp-guessed': 'DeviceLogonEvents | where AccountName == "svc-scan" and ActionType == "LogonFailed"',
  'password-spray': 'EntraIdSignInEvents | where ErrorCode == 50126 and Country != "CY"',
  'mass-rename':
    'DeviceFileEvents | where ActionType == "FileRenamed" and InitiatingProcessFileName == "backupagent.exe"',
  'impossible-travel': 'EntraIdSignInEvents | where Country == "JP" and ErrorCode == 0',
  'lsass-memory':
    'DeviceEvents | where ActionType == "OpenProcessApiCall" and InitiatingProcessFileName =~ "MsSense.exe"',
  'new-local-admin': 'IdentityDirectoryEvents | where ActionType == "Group Membership changed"',
  'phish-clicked': 'UrlClickEvents | where ActionType == "ClickAllowed"',
};
