/** The page that Explore shows for an empty query, and the panel editor behind the question mark. */
export const HELP = {
  title: 'Hunting in Defender with KQL',
  intro:
    'A hunt is KQL over the tables of advanced hunting. Shift+Enter runs it. What a dashboard selects enters it as data: a variable is a quoted value, never a piece of the query.',
  examples: [
    {
      title: 'Processes over time',
      query:
        'DeviceProcessEvents\n| where $__timeFilter()\n| summarize Processes = count() by bin(Timestamp, $__interval)',
    },
    {
      title: 'Failed sign-ins by account',
      query:
        "DeviceLogonEvents\n| where $__timeFilter() and ActionType == 'LogonFailed'\n| summarize Failed = count() by AccountName\n| top 20 by Failed desc",
    },
    {
      title: 'The dashboard’s filters',
      query:
        'DeviceNetworkEvents\n| where $__timeFilter() and $__adhocFilters()\n| summarize Connections = count() by DeviceName, RemoteUrl\n| top 50 by Connections desc',
    },
    {
      title: 'Several devices, or all',
      query: 'DeviceEvents\n| where $__timeFilter() and $__in(DeviceId, $device)\n| summarize count() by ActionType',
    },
    {
      title: 'Indicators from a text box',
      query: 'DeviceNetworkEvents\n| where $__timeFilter() and $__ioc($indicators)\n| top 100 by Timestamp desc',
    },
  ],
};
