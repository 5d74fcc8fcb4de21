import { join } from 'node:path';
import { type HolidayYear, holidayFileSchema } from '#shared/calendar/work-calendar.ts';
import {
  brandFileSchema,
  type Category,
  categoryFileSchema,
  type KindDictionary,
  tradeFileSchema,
} from '#shared/classification/category.ts';
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
import type { Rule, RulePack } from '#shared/rules/rule.ts';
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
import { namesIn, parseFile, readNamed, refuse } from './data-files.ts';
import { ShippedPacks } from './shipped-packs.ts';

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

let shipped: Catalogue | null = null;

/**
 * The data folder of this installation: each part is read when it is first asked for, and once in a process. Errors of
 * each part: PACK_INVALID naming the file and the field.
 */
export function loadCatalogue(): Catalogue {
  shipped ??= readCatalogue(dataDirectory);
  return shipped;
}

function readCatalogue(directory: string): Catalogue {
  const kinds = once(() => loadKinds(join(directory, 'categories')));
  const facilities = once(() => loadFacilities(join(directory, 'facilities')));
  const packs = new ShippedPacks(join(directory, 'rules'), {
    categories: once(() => new Set(kinds().categories.map(({ id }) => id))),
    requirements: once(() => new Set(facilities().requirements.map(({ id }) => id))),
  });
  const all = once(() => packs.all());
  const titles = once(() => new Map(kinds().categories.map(({ id, title }) => [id, title])));
  const presets = once(() => readNamed(join(directory, 'presets'), presetSchema));
  const documents = once(() => loadDocuments(join(directory, 'forms', 'documents')));
  const sheets = once(() => loadSheets(join(directory, 'sheets')));
  const scores = once(() =>
    scoreSubjects.map((of) => parseFile(join(directory, 'scores', `${of}.json`), scoreSchemeSchema)),
  );
  const checklist = once(() => parseFile(join(directory, 'forms', 'checklists.json'), checklistsSchema));
  const practice = once(() => parseFile(join(directory, 'sweeps', 'practice.json'), practiceSchema));
  const holidays = once(() => parseFile(join(directory, 'calendar', 'holidays.json'), holidayFileSchema));
  return {
    get packs() {
      return all();
    },
    get facilityKinds() {
      return facilities().kinds;
    },
    get requirements() {
      return facilities().requirements;
    },
    get documents() {
      return documents();
    },
    get sheets() {
      return sheets();
    },
    get categories() {
      return kinds().categories;
    },
    get kinds() {
      return kinds();
    },
    get categoryTitles() {
      return titles();
    },
    get presets() {
      return presets();
    },
    get scoreSchemes() {
      return scores();
    },
    get checklist() {
      return checklist().items;
    },
    get practice() {
      return practice();
    },
    get holidays() {
      return holidays().years;
    },
    pack: (id) => packs.get(id),
    rules: (pack) => rulesOf(pack, (id) => packs.find(id)).map((rule) => withForms(rule, kinds().categories)),
  };
}

/** What is worked out when it is first asked for. */
function once<T>(read: () => T): () => T {
  let kept: { readonly value: T } | null = null;
  return () => {
    kept ??= { value: read() };
    return kept.value;
  };
}

function loadDocuments(directory: string): DocumentTemplate[] {
  return namesIn(directory).map((name) => {
    const template = withOfficialFields(parseFile(join(directory, `${name}.json`), documentTemplateSchema));
    const unknown = unknownFields(template);
    refuse(unknown.length > 0, `${name}.json`, `没有字段 ${unknown.join('、')}`);
    return template;
  });
}

function loadSheets(directory: string): SheetTemplate[] {
  const templates = readNamed(directory, sheetTemplateSchema);
  for (const template of templates) {
    const unknown = unknownSheetFields(template);
    refuse(unknown.length > 0, `${template.id}.json`, `没有字段 ${unknown.join('、')}`);
  }
  return templates;
}

function loadFacilities(directory: string): {
  kinds: readonly FacilityKind[];
  requirements: readonly Requirement[];
} {
  const { kinds } = parseFile(join(directory, 'kinds.json'), facilityKindsSchema);
  const { requirements } = parseFile(join(directory, 'requirements.json'), requirementsSchema);
  const knownKinds = new Set(kinds.map(({ title }) => title));
  for (const requirement of requirements) {
    const unknown = requirement.kinds.find((kind) => !knownKinds.has(kind));
    refuse(unknown !== undefined, 'requirements.json', `${requirement.id} 的种类 ${unknown} 未定义`);
  }
  return { kinds, requirements };
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
