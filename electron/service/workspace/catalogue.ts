import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { type HolidayYear, holidayFileSchema } from '#shared/calendar/work-calendar.ts';
import {
  brandFileSchema,
  type Category,
  categoryFileSchema,
  type KindDictionary,
  tradeFileSchema,
} from '#shared/classification/category.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { type Preset, presetSchema } from '#shared/contract/import.ts';
import {
  type FacilityKind,
  facilityKindsSchema,
  type Requirement,
  requirementsSchema,
} from '#shared/facilities/facility.ts';
import {
  type DocumentTemplate,
  documentTemplateSchema,
  fieldsOf,
  knownFields,
} from '#shared/forms/document-template.ts';
import { withOfficialFields } from '#shared/forms/official-paper.ts';
import { rulesOf } from '#shared/rules/governing.ts';
import { type Rule, type RulePack, rulePackSchema } from '#shared/rules/rule.ts';
import { scoreSubjects } from '#shared/scores/score-formulas.ts';
import { type ScoreScheme, scoreSchemeSchema } from '#shared/scores/score-scheme.ts';
import {
  type SheetTemplate,
  sheetTemplateSchema,
  unknownSheetFields,
} from '#shared/sheets/sheet-template.ts';
import { type CheckItem, checklistsSchema } from '#shared/sweeps/checklist.ts';
import { type Practice, practiceSchema } from '#shared/sweeps/practice.ts';
import { dataDirectory } from '../platform/data-directory.ts';

/** Rule packs, categories and presets, read from the data folder and checked. */
export interface Catalogue {
  readonly packs: readonly RulePack[];
  readonly categories: readonly Category[];
  /** All words by which venues are classified. */
  readonly kinds: KindDictionary;
  /** Titles of the categories by their ids: 网吧 for `internet_cafe`. */
  readonly categoryTitles: ReadonlyMap<string, string>;
  readonly presets: readonly Preset[];
  /** How sweeps are done. */
  readonly practice: Practice;
  /** Holidays of China, by years. */
  readonly holidays: readonly HolidayYear[];
  /** How towns, bodies and schools may be scored, as the program suggests. */
  readonly scoreSchemes: readonly ScoreScheme[];
  /** What visits look at. */
  readonly checklist: readonly CheckItem[];
  readonly facilityKinds: readonly FacilityKind[];
  /** What gates are to have. */
  readonly requirements: readonly Requirement[];
  /** Documents with fields. */
  readonly documents: readonly DocumentTemplate[];
  /** Templates of map sheets. */
  readonly sheets: readonly SheetTemplate[];
  /** Errors: PACK_UNKNOWN. */
  pack(id: string): RulePack;
  rules(pack: RulePack): Rule[];
}

/** Reads the data folder. Errors: PACK_INVALID naming the file and the field. */
export function loadCatalogue(directory = dataDirectory): Catalogue {
  const kinds = loadKinds(join(directory, 'categories'));
  const { categories } = kinds;
  const known = new Set(categories.map((category) => category.id));
  const packs = readdirSync(join(directory, 'rules'))
    .filter((name) => name.endsWith('.json'))
    .map((name) => {
      const pack = parseFile(join(directory, 'rules', name), rulePackSchema);
      refuse(pack.id !== basename(name, '.json'), name, `id 应为 ${basename(name, '.json')}`);
      for (const rule of pack.rules) {
        const unknown = rule.categories.find((category) => !known.has(category));
        refuse(unknown !== undefined, name, `规则 ${rule.id} 的类别 ${unknown} 未定义`);
      }
      return pack;
    });
  const presets = readdirSync(join(directory, 'presets')).map((name) => {
    const preset = parseFile(join(directory, 'presets', name), presetSchema);
    refuse(preset.id !== basename(name, '.json'), name, `id 应为 ${basename(name, '.json')}`);
    return preset;
  });
  const find = (id: string) => packs.find((pack) => pack.id === id);
  for (const pack of packs) {
    try {
      rulesOf(pack, find);
    } catch (error) {
      throw new CodedError('PACK_INVALID', { file: `${pack.id}.json`, reason: String(error) });
    }
  }
  const documents = readdirSync(join(directory, 'forms', 'documents')).map((name) => {
    const template = withOfficialFields(
      parseFile(join(directory, 'forms', 'documents', name), documentTemplateSchema),
    );
    const unknown = unknownFields(template);
    refuse(unknown.length > 0, name, `没有字段 ${unknown.join('、')}`);
    return template;
  });
  const sheets = readdirSync(join(directory, 'sheets')).map((name) => {
    const template = parseFile(join(directory, 'sheets', name), sheetTemplateSchema);
    refuse(template.id !== basename(name, '.json'), name, `id 应为 ${basename(name, '.json')}`);
    const unknown = unknownSheetFields(template);
    refuse(unknown.length > 0, name, `没有字段 ${unknown.join('、')}`);
    return template;
  });
  const { kinds: facilityKinds } = parseFile(
    join(directory, 'facilities', 'kinds.json'),
    facilityKindsSchema,
  );
  const { requirements } = parseFile(join(directory, 'facilities', 'requirements.json'), requirementsSchema);
  const knownRequirements = new Set(requirements.map(({ id }) => id));
  for (const { id, gateBases } of packs) {
    const unknown = gateBases.find(({ requirement }) => !knownRequirements.has(requirement));
    refuse(unknown !== undefined, `${id}.json`, `没有设施要求 ${unknown?.requirement}`);
  }
  const knownKinds = new Set(facilityKinds.map(({ title }) => title));
  for (const { id, kinds } of requirements) {
    const unknown = kinds.find((kind) => !knownKinds.has(kind));
    refuse(unknown !== undefined, 'requirements.json', `${id} 的种类 ${unknown} 未定义`);
  }
  return {
    packs,
    facilityKinds,
    requirements,
    documents,
    sheets,
    categories,
    kinds,
    categoryTitles: new Map(categories.map(({ id, title }) => [id, title])),
    presets,
    scoreSchemes: scoreSubjects.map((of) =>
      parseFile(join(directory, 'scores', `${of}.json`), scoreSchemeSchema),
    ),
    checklist: parseFile(join(directory, 'forms', 'checklists.json'), checklistsSchema).items,
    practice: parseFile(join(directory, 'sweeps', 'practice.json'), practiceSchema),
    holidays: parseFile(join(directory, 'calendar', 'holidays.json'), holidayFileSchema).years,
    pack(id) {
      const pack = find(id);
      if (!pack) throw new CodedError('PACK_UNKNOWN', { id });
      return pack;
    },
    rules: (pack) => rulesOf(pack, find).map((rule) => withForms(rule, categories)),
  };
}

/** The dictionary of kinds of venues. Errors: PACK_INVALID. */
function loadKinds(directory: string): KindDictionary {
  const { categories, scopeNot } = parseFile(join(directory, 'venue-categories.json'), categoryFileSchema);
  const trades = parseFile(join(directory, 'other-trades.json'), tradeFileSchema);
  const brands = parseFile(join(directory, 'brands.json'), brandFileSchema);
  const known = new Set(categories.map(({ id }) => id));
  for (const { kind, names } of brands.brands)
    refuse(!known.has(kind), 'brands.json', `品牌 ${names[0]} 的类别 ${kind} 未定义`);
  for (const { id, partOf } of categories)
    refuse(
      partOf !== null && !known.has(partOf),
      'venue-categories.json',
      `${id} 所属的类别 ${partOf} 未定义`,
    );
  return { categories, scopeNot, trades, brands };
}

/** A rule about a category is about its forms as well: what holds for 旅馆 holds for 电竞酒店. */
function withForms(rule: Rule, categories: readonly Category[]): Rule {
  const forms = categories.filter(
    ({ id, partOf }) => partOf !== null && rule.categories.includes(partOf) && !rule.categories.includes(id),
  );
  return forms.length === 0
    ? rule
    : { ...rule, categories: [...rule.categories, ...forms.map(({ id }) => id)] };
}

/** Fields that a template's texts name and nobody fills. */
export function unknownFields({
  about,
  asks,
  blocks,
}: Pick<DocumentTemplate, 'about' | 'asks' | 'blocks'>): string[] {
  const known = new Set([...knownFields[about], ...asks.map(({ field }) => field)]);
  return fieldsOf(blocks).filter((field) => !known.has(field));
}

function parseFile<T>(file: string, schema: z.ZodType<T>): T {
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    throw new CodedError('PACK_INVALID', { file: basename(file), reason });
  }
}

function refuse(condition: boolean, file: string, reason: string): void {
  if (condition) throw new CodedError('PACK_INVALID', { file, reason });
}
