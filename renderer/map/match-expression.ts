import type { ExpressionSpecification } from 'maplibre-gl';

type Label = string | number | string[];
type Result = string | number;

/** A `match` of the style language: the result of the label that the input has, else `otherwise`. */
export function matchExpression(
  input: ExpressionSpecification | string,
  choices: readonly (readonly [label: Label, result: Result])[],
  otherwise: Result,
): ExpressionSpecification {
  const [first, ...others] = choices;
  if (!first) return ['literal', otherwise];
  return ['match', input, ...first, ...others.flat(), otherwise];
}
