import type { ExpressionSpecification } from 'maplibre-gl';
import type { Field } from '#shared/basemaps/archive-schemas.ts';

/** The value of the first of some properties that a feature has; empty where it has none. */
export function firstProperty(keys: Field): ExpressionSpecification {
  return ['coalesce', ...keys.map((key): ExpressionSpecification => ['get', key]), ''];
}
