import type { AnnotationSupport } from '@grafana/data';

import type { HuntingQuery } from '../query';

import { prepareQuery } from './annotationQuery';
import { AnnotationEditor } from './lazy';

/** Annotations: presets and KQL. Columns are mapped to events by their names, and by Grafana's own mapping below. */
export const ANNOTATION_SUPPORT: AnnotationSupport<HuntingQuery> = {
  QueryEditor: AnnotationEditor,
  prepareQuery: (annotation) => prepareQuery({ ...annotation, target: annotation.target as never }),
  getDefaultQuery: () => ({}),
};
