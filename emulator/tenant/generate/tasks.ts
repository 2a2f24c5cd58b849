import type { Role, System } from './devices';

/** Something that people or the system start again and again: a process under one that is always there. */
export interface Task {
  weight: number;
  program: string;
  /** The resident process that starts it. */
  parent: string;
  /** Whether it runs as the machine or as its user. */
  as: 'user' | 'system' | 'service';
  /** `{doc}` becomes one of the user's documents, `{host}` and `{server}` machines, `{n}` a number. */
  commandLines: readonly string[];
  /** A process it starts in turn. */
  then?: Omit<Task, 'weight' | 'parent' | 'as'>;
  adminsOnly?: boolean;
}

/** What is started while people work, by kind of machine. */
export const TASKS: Readonly<Record<System, readonly Task[]>> = {
  windows: [
    {
      weight: 30,
      program: 'msedge.exe',
      parent: 'msedge.exe',
      as: 'user',
      commandLines: [
        '"C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe" --type=renderer --renderer-client-id={n}',
      ],
    },
    {
      weight: 18,
      program: 'chrome.exe',
      parent: 'explorer.exe',
      as: 'user',
      commandLines: [
        '"C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe"',
        '"C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe" --profile-directory=Default',
      ],
    },
    {
      weight: 12,
      program: 'winword.exe',
      parent: 'explorer.exe',
      as: 'user',
      commandLines: ['"C:\\Program Files\\Microsoft Office\\root\\Office16\\WINWORD.EXE" /n "{doc}.docx"'],
    },
    {
      weight: 12,
      program: 'excel.exe',
      parent: 'outlook.exe',
      as: 'user',
      commandLines: ['"C:\\Program Files\\Microsoft Office\\root\\Office16\\EXCEL.EXE" "{doc}.xlsx"'],
    },
    {
      weight: 5,
      program: 'powerpnt.exe',
      parent: 'explorer.exe',
      as: 'user',
      commandLines: ['"C:\\Program Files\\Microsoft Office\\root\\Office16\\POWERPNT.EXE" "{doc}.pptx"'],
    },
    {
      weight: 4,
      program: 'notepad.exe',
      parent: 'explorer.exe',
      as: 'user',
      commandLines: ['"C:\\Windows\\System32\\notepad.exe" {doc}.txt'],
    },
    {
      weight: 25,
      program: 'taskhostw.exe',
      parent: 'svchost.exe',
      as: 'system',
      commandLines: ['taskhostw.exe', 'taskhostw.exe SYSTEM', 'taskhostw.exe Install $(Arg0)'],
    },
    {
      weight: 14,
      program: 'MpCmdRun.exe',
      parent: 'svchost.exe',
      as: 'system',
      commandLines: [
        '"C:\\Program Files\\Windows Defender\\MpCmdRun.exe" Scan -ScheduleJob -ScanTrigger 55 -IdleScheduledJob',
        '"C:\\Program Files\\Windows Defender\\MpCmdRun.exe" SignatureUpdate -ScheduleJob -RestrictPrivileges',
      ],
    },
    {
      weight: 12,
      program: 'wmiprvse.exe',
      parent: 'svchost.exe',
      as: 'system',
      commandLines: ['C:\\Windows\\system32\\wbem\\wmiprvse.exe -secured -Embedding'],
    },
    {
      weight: 6,
      program: 'rundll32.exe',
      parent: 'svchost.exe',
      as: 'system',
      commandLines: ['C:\\Windows\\system32\\rundll32.exe C:\\Windows\\system32\\PcaSvc.dll,PcaPatchSdbTask'],
    },
    {
      weight: 4,
      program: 'gpupdate.exe',
      parent: 'svchost.exe',
      as: 'system',
      commandLines: ['gpupdate.exe /target:computer'],
    },
    {
      weight: 5,
      program: 'powershell.exe',
      parent: 'MsSense.exe',
      as: 'system',
      commandLines: [
        'powershell.exe -ExecutionPolicy AllSigned -NoProfile -NonInteractive -Command "& {& \'C:\\ProgramData\\Microsoft\\Windows Defender Advanced Threat Protection\\DataCollection\\{n}\\OpenHandleCollector.ps1\'}"',
      ],
    },
    {
      weight: 10,
      program: 'powershell.exe',
      parent: 'explorer.exe',
      as: 'user',
      adminsOnly: true,
      commandLines: [
        'powershell.exe -NoLogo',
        'powershell.exe -File C:\\Scripts\\Get-DiskReport.ps1 -ComputerName {server}',
      ],
      then: { program: 'conhost.exe', commandLines: ['\\??\\C:\\Windows\\system32\\conhost.exe 0xffffffff -ForceV1'] },
    },
    {
      weight: 8,
      program: 'cmd.exe',
      parent: 'explorer.exe',
      as: 'user',
      adminsOnly: true,
      commandLines: ['"C:\\Windows\\system32\\cmd.exe"'],
      then: { program: 'ping.exe', commandLines: ['ping -n 4 {server}', 'ping {host}'] },
    },
    {
      weight: 3,
      program: 'cmd.exe',
      parent: 'explorer.exe',
      as: 'user',
      adminsOnly: true,
      commandLines: ['"C:\\Windows\\system32\\cmd.exe"'],
      then: { program: 'whoami.exe', commandLines: ['whoami', 'whoami /groups'] },
    },
    {
      weight: 6,
      program: 'mstsc.exe',
      parent: 'explorer.exe',
      as: 'user',
      adminsOnly: true,
      commandLines: ['"C:\\Windows\\system32\\mstsc.exe" /v:{server}'],
    },
  ],
  linux: [
    {
      weight: 30,
      program: 'dash',
      parent: 'cron',
      as: 'system',
      commandLines: [
        '/bin/sh -c "command -v debian-sa1 > /dev/null && debian-sa1 1 1"',
        '/bin/sh -c "cd / && run-parts --report /etc/cron.hourly"',
      ],
      then: { program: 'logrotate', commandLines: ['/usr/sbin/logrotate /etc/logrotate.conf'] },
    },
    {
      weight: 18,
      program: 'python3.12',
      parent: 'systemd',
      as: 'service',
      commandLines: [
        '/usr/bin/python3 /opt/orders/worker.py --queue {n}',
        '/usr/bin/python3 /opt/orders/report.py --daily',
      ],
    },
    {
      weight: 10,
      program: 'apt-get',
      parent: 'systemd',
      as: 'system',
      commandLines: ['apt-get -qq -y update', '/usr/bin/apt-get -qq -y --only-upgrade install'],
    },
    {
      weight: 12,
      program: 'rsync',
      parent: 'cron',
      as: 'service',
      commandLines: ['rsync -a --delete /srv/orders/ backup@{server}:/srv/backup/orders/'],
    },
    {
      weight: 6,
      program: 'bash',
      parent: 'sshd',
      as: 'service',
      commandLines: ['-bash'],
      then: { program: 'ls', commandLines: ['ls --color=auto -la', 'ls /var/log'] },
    },
    {
      weight: 8,
      program: 'curl',
      parent: 'systemd',
      as: 'service',
      commandLines: ['curl -fsS https://status.brightharbor.example/ping'],
    },
  ],
  macos: [
    {
      weight: 30,
      program: 'Google Chrome',
      parent: 'launchd',
      as: 'user',
      commandLines: ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'],
    },
    {
      weight: 10,
      program: 'Microsoft Outlook',
      parent: 'launchd',
      as: 'user',
      commandLines: ['/Applications/Microsoft Outlook.app/Contents/MacOS/Microsoft Outlook'],
    },
    {
      weight: 10,
      program: 'Microsoft Word',
      parent: 'launchd',
      as: 'user',
      commandLines: ['/Applications/Microsoft Word.app/Contents/MacOS/Microsoft Word {doc}.docx'],
    },
    {
      weight: 10,
      program: 'MSTeams',
      parent: 'launchd',
      as: 'user',
      commandLines: ['/Applications/Microsoft Teams.app/Contents/MacOS/MSTeams'],
    },
    {
      weight: 12,
      program: 'zsh',
      parent: 'Terminal',
      as: 'user',
      commandLines: ['-zsh'],
      then: { program: 'git', commandLines: ['git status', 'git pull --ff-only', 'git fetch --all --prune'] },
    },
    {
      weight: 12,
      program: 'softwareupdated',
      parent: 'launchd',
      as: 'system',
      commandLines: ['/System/Library/CoreServices/Software Update.app/Contents/Resources/softwareupdated'],
    },
  ],
};

/** What servers run on top of the system's own tasks, around the clock. */
export const SERVER_TASKS: Partial<Record<Role, readonly Task[]>> = {
  'file server': [
    {
      weight: 60,
      program: 'backupagent.exe',
      parent: 'services.exe',
      as: 'service',
      commandLines: ['"C:\\Program Files\\Keelson\\Backup\\backupagent.exe" --job nightly --set {n}'],
    },
  ],
  'sql server': [
    {
      weight: 60,
      program: 'cmd.exe',
      parent: 'sqlservr.exe',
      as: 'service',
      commandLines: ['cmd.exe /c "C:\\Jobs\\export_orders.cmd {n}"'],
    },
  ],
  'web server': [
    {
      weight: 60,
      program: 'w3wp.exe',
      parent: 'svchost.exe',
      as: 'service',
      commandLines: [
        'c:\\windows\\system32\\inetsrv\\w3wp.exe -ap "Orders" -v "v4.0" -l "webengine4.dll" -a \\\\.\\pipe\\iisipm{n}',
      ],
    },
  ],
};
