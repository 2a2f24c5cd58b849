import './publicPath';

import { DataSourcePlugin } from '@grafana/data';

import { ConfigEditor } from './config/lazy';
import { DataSource } from './datasource';
import { Help, QueryEditor } from './editor/lazy';
import type { HuntingQuery } from './query';
import type { Secrets, Settings } from './settings';

export const plugin = new DataSourcePlugin<DataSource, HuntingQuery, Settings, Secrets>(DataSource)
  .setConfigEditor(ConfigEditor)
  .setQueryEditor(QueryEditor)
  .setQueryEditorHelp(Help);
