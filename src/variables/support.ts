import { CustomVariableSupport, type DataQueryRequest, type DataQueryResponse } from '@grafana/data';
import { from, map, type Observable } from 'rxjs';

import type { DataSource } from '../datasource';
import type { HuntingQuery } from '../query';
import type { Settings } from '../settings';

import { VariableEditor } from './lazy';
import { readVariableQuery, type VariableQuery } from './variableQuery';

/** Query variables: an editor of their own, and what fills their lists. Both load when they are first needed. */
export class VariableSupport extends CustomVariableSupport<DataSource, VariableQuery, HuntingQuery, Settings> {
  override editor = VariableEditor;

  constructor(private readonly source: DataSource) {
    super();
  }

  override query(request: DataQueryRequest<VariableQuery>): Observable<DataQueryResponse> {
    const stored = readVariableQuery(request.targets[0]);
    const loaded = import(/* webpackChunkName: "variable-choices" */ './choices');
    const choices = loaded.then(({ choicesOf }) => choicesOf(this.source, request, stored));
    return from(choices).pipe(map((data) => ({ data })));
  }
}
