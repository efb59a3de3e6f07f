import * as z from 'zod';

export type Labels = Readonly<Record<string, string>>;

export const labelMap = z
  .record(z.string(), z.string())
  .nullish()
  .transform((labels) => labels ?? {});

export const labelSelector = z.object({
  matchLabels: labelMap,
  matchExpressions: z
    .array(
      z.object({ key: z.string(), operator: z.enum(['In', 'NotIn', 'Exists', 'DoesNotExist']), values: z.array(z.string()).nullish() }),
    )
    .nullish(),
});

export type LabelSelector = z.infer<typeof labelSelector>;

/** As Kubernetes matches: an empty selector takes everything, an absent one nothing, and `NotIn` also takes what has no such label. */
export function matchesSelector(selector: LabelSelector | null | undefined, labels: Labels): boolean {
  if (selector === null || selector === undefined) return false;
  const holds = (expression: NonNullable<LabelSelector['matchExpressions']>[number]) => matchesExpression(expression, labels);
  return hasLabels(labels, selector.matchLabels) && (selector.matchExpressions ?? []).every(holds);
}

/** What a Service selects by: plain labels, and none of them selects nothing, since its endpoints are then kept by hand. */
export function matchesService(selector: Labels, labels: Labels): boolean {
  return Object.keys(selector).length > 0 && hasLabels(labels, selector);
}

function hasLabels(labels: Labels, wanted: Labels): boolean {
  return Object.entries(wanted).every(([key, value]) => labelOf(labels, key) === value);
}

function matchesExpression(
  { key, operator, values }: { readonly key: string; readonly operator: string; readonly values?: readonly string[] | null | undefined },
  labels: Labels,
): boolean {
  const value = labelOf(labels, key);
  const isAmong = value !== undefined && (values ?? []).includes(value);
  switch (operator) {
    case 'In':
      return isAmong;
    case 'NotIn':
      return !isAmong;
    case 'Exists':
      return value !== undefined;
    default:
      return value === undefined;
  }
}

/** A label may be called `constructor`. */
function labelOf(labels: Labels, key: string): string | undefined {
  return Object.hasOwn(labels, key) ? labels[key] : undefined;
}
