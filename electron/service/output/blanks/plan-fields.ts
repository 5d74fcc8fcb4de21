import { type AboutKind, aboutTitles, fieldOf } from '#shared/blanks/field-words.ts';
import type { FormField, FormLayout } from '#shared/blanks/form-layout.ts';
import { plainLabel } from '#shared/blanks/label-text.ts';
import { understandFigure, withheldReason } from '#shared/blanks/understand-figure.ts';
import { labelKey } from '#shared/blanks/understand-table.ts';
import { nothingKnown, type Proposal } from './plan-cells.ts';
import { figureProposal, type TableNeeds } from './plan-tables.ts';
import type { RecordFields } from './record-fields.ts';

/** Plans the cells that stand beside a label: what a record says, a figure of all, or what a person said before. */
export async function planFields(
  needs: TableNeeds,
  { fields }: FormLayout,
  record: RecordFields | null,
  kind: AboutKind | null,
): Promise<void> {
  const times = new Map<string, number>();
  const lasts = new Map(fields.map((field) => [plainLabel(field.label).text, field]));
  for (const field of fields) {
    const label = plainLabel(field.label).text;
    const at = times.get(label) ?? 0;
    times.set(label, at + 1);
    const path = [field.group, field.label].filter(Boolean);
    const names = {
      key: [needs.gridName, labelKey(path), ''].join('|'),
      label: path.join(' / '),
      labelKey: labelKey(path),
    };
    const isLast = lasts.get(label) === field;
    needs.plan.add(
      needs.grid,
      field.cell,
      names,
      await fieldProposal(needs, field, { record, kind, at, isLast }),
    );
  }
}

interface Around {
  readonly record: RecordFields | null;
  readonly kind: AboutKind | null;
  /** How many fields of the same label stand before it, and whether more do after it. */
  readonly at: number;
  readonly isLast: boolean;
}

async function fieldProposal(needs: TableNeeds, field: FormField, around: Around): Promise<Proposal> {
  const label = plainLabel(field.label);
  const { record, kind } = around;
  const known = kind === null ? undefined : fieldOf(kind, label.text);
  if (kind !== null && known !== undefined) {
    if (!record) return { ...nothingKnown, note: `请先选择${aboutTitles[kind]}` };
    return recordProposal(record, known, around);
  }
  const reason = withheldReason([field.label]);
  if (reason !== null) return { ...nothingKnown, note: reason };
  // A form about one record has no figures of all.
  if (kind !== null && kind !== 'sweep') return nothingKnown;
  const asked = understandFigure([field.label, field.group].filter(Boolean), label.unit);
  return asked ? await figureProposal(needs.figures, asked, {}, label.unit) : nothingKnown;
}

function recordProposal(record: RecordFields, field: string, { at, isLast }: Around): Proposal {
  const several = record.each.get(field);
  const source = `${record.name}：${field}`;
  if (several) {
    const rest = several.slice(at);
    // More officers than cells: the last one holds them all, and somebody looks at it.
    const value = isLast ? rest.join('、') : (rest[0] ?? '');
    return { ...nothingKnown, value: value || null, source, sure: !isLast || rest.length <= 1 };
  }
  const value = record.one.get(field) ?? null;
  const note = value === null ? '没有记录，留空' : '';
  return { ...nothingKnown, value, source, note };
}
