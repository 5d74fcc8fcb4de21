import { z } from 'zod';
import { schoolCalendarSchema } from '#shared/calendar/school-calendar.ts';
import { workingHoursSchema } from '#shared/calendar/working-clock.ts';
import { campaignPhaseSchema } from '#shared/campaigns/campaign-task.ts';
import { furtherKindSchema } from '#shared/classification/further-kinds.ts';
import { blankContentSchema } from '#shared/contract/blanks.ts';
import { earlierTextsSchema, mentionedSchema } from '#shared/contract/comments.ts';
import { figureSchema } from '#shared/contract/documents.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { columnMapSchema, presetSchema, unreadPartSchema } from '#shared/contract/import.ts';
import { geocoderSchema } from '#shared/contract/locating.ts';
import { packetAboutSchema } from '#shared/contract/packets.ts';
import { reportKindSchema } from '#shared/contract/reports.ts';
import { savedContentSchema } from '#shared/contract/saved.ts';
import { sheetOrderSchema } from '#shared/contract/sheets.ts';
import { computedSchema } from '#shared/contract/surveys.ts';
import { watchWeightsSchema } from '#shared/contract/watch.ts';
import { edgeSchema } from '#shared/districts/edge.ts';
import { exchangeEventSchema } from '#shared/exchange/exchange-event.ts';
import { weekdaysSchema } from '#shared/facilities/duty-days.ts';
import { type FacilityState, facilityStates } from '#shared/facilities/facility.ts';
import { provisions, surveyAnswers } from '#shared/facilities/gate-provision.ts';
import { documentTemplateSchema } from '#shared/forms/document-template.ts';
import { rulePackSchema } from '#shared/rules/rule.ts';
import { scoreSchemeSchema } from '#shared/scores/score-scheme.ts';
import { checkAnswerSchema } from '#shared/sweeps/checklist.ts';
import { targetOptionsSchema } from '#shared/sweeps/choose-targets.ts';
import { leaveSchema } from '#shared/sweeps/officer-state.ts';
import { teamCalendarSchema } from '#shared/sweeps/plan-days.ts';
import { visitCapsSchema } from '#shared/sweeps/visit-caps.ts';
import { visitCorrectionSchema } from '#shared/sweeps/visit-correction.ts';
import { officerSchema } from '#shared/sweeps/visit-rules.ts';
import { drawnBandSchema, frontageSchema } from '#shared/zones/gate-zone.ts';
import { sigmasSchema } from '#shared/zones/uncertainty.ts';
import { movedTables } from './find-tables.ts';
import type { Flag } from './flag.ts';

export function readFlag(flag: Flag): boolean;
export function readFlag(flag: Flag | null): boolean | null;
export function readFlag(flag: Flag | null): boolean | null {
  return flag === null ? null : flag === 1;
}

export function writeFlag(yes: boolean): Flag {
  return yes ? 1 : 0;
}

/** A facility's state as it is stored; a word that is not one of today's states is not read as a fault. */
export function readFacilityState(stored: string): FacilityState {
  return facilityStates.find((state) => state === stored) ?? '完好';
}

/** Shapes as they are stored: every position has two numbers, longitude first. */
interface StoredLine extends GeoJSON.LineString {
  coordinates: [number, number][];
}
interface StoredLines extends GeoJSON.MultiLineString {
  coordinates: [number, number][][];
}
interface StoredPolygon extends GeoJSON.Polygon {
  coordinates: [number, number][][];
}
interface StoredMultiPolygon extends GeoJSON.MultiPolygon {
  coordinates: [number, number][][][];
}
type StoredArea = StoredPolygon | StoredMultiPolygon;

/** A shape is checked when it is imported or drawn. Checking millions of positions at each reading would be slow. */
function shape<T extends GeoJSON.Geometry>() {
  return z.custom<T>((value) => typeof value === 'object' && value !== null && 'type' in value);
}

const texts = z.array(z.string());
const wordByKey = z.record(z.string(), z.string());
const officers = z.array(officerSchema);
/** All columns of a row, whatever its table. */
const storedRowSchema = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));
export type StoredRow = Readonly<z.infer<typeof storedRowSchema>>;

/** What each column that holds JSON holds; `meta` by its keys. A migration changes these, never a query. */
const storedJson = {
  'meta.sigmas': sigmasSchema,
  'meta.geocoder': geocoderSchema,
  'meta.schoolCalendar': schoolCalendarSchema,
  'meta.workingHours': workingHoursSchema,
  'meta.watchWeights': watchWeightsSchema,
  /** The hash of the password that is asked for, and how it was made. */
  'meta.lock': z.object({ salt: z.string(), hash: z.string(), N: z.number(), r: z.number(), p: z.number() }),
  /** The packet that a workspace in the field was made of, and the files that came with it: they need not go back. */
  'meta.packet': z.object({
    about: packetAboutSchema,
    files: texts,
    /** Which unpacked copy of the packet this workspace is. */
    copy: z.string(),
  }),
  'schools.boundary': shape<StoredArea>(),
  'schools.held': texts,
  'gates.frontage': frontageSchema,
  'gates.band': drawnBandSchema,
  'gates.held': texts,
  'venues.held': texts,
  'venues.furtherKinds': z.array(furtherKindSchema),
  'facilities.held': texts,
  'roads.held': texts,
  'regions.held': texts,
  'licences.held': texts,
  'facilities.geometry': shape<GeoJSON.Geometry>(),
  'roads.geometry': shape<StoredLine | StoredLines>(),
  'regions.geometry': shape<StoredArea>(),
  'troubleSpots.geometry': shape<StoredArea>(),
  'batches.columns': texts,
  /** How a list was imported; of earlier batches what the person had stated alone is known. */
  'batches.options': z.looseObject({
    crs: z.string().nullish(),
    system: z.object({ crs: z.string(), confidence: z.number(), isAssumed: z.boolean() }).optional(),
  }),
  'batches.unread': z.array(unreadPartSchema),
  'importProblems.cells': texts,
  'batchRows.before': storedRowSchema,
  'batchLicences.before': storedRowSchema,
  'mappings.header': texts,
  'adoptions.header': texts,
  'mappings.map': columnMapSchema,
  'presets.content': presetSchema,
  'merges.removed': storedRowSchema,
  'merges.kept': storedRowSchema,
  /** Ids of the rows that went from the removed venue to the kept one, by table. */
  'merges.moved': z.partialRecord(z.enum(movedTables), z.array(z.number())),
  'packs.content': rulePackSchema,
  'neighbours.content': edgeSchema,
  'surveys.segments': z.array(z.object({ from: z.string(), to: z.string(), metres: z.number() })),
  'surveys.officers': officers,
  'surveys.computed': computedSchema,
  /** What gates had, by gate and requirement. */
  /** What was seen at a gate, by requirement. */
  'gateSurveys.answers': z.record(z.string(), z.enum(surveyAnswers)),
  'provisionSnapshots.content': z.record(z.string(), z.enum(provisions)),
  'sweeps.agencies': texts,
  'sweeps.focusTopics': texts,
  'sweeps.selection': targetOptionsSchema,
  /** How officers were drawn: the seed, and the certificates that were in the draw. */
  'sweeps.caps': visitCapsSchema,
  'sweeps.lot': z.object({ seed: z.number(), officers: texts }),
  'checkRounds.placeIds': z.array(z.number()),
  'selfChecks.answers': z.record(z.string(), z.object({ answer: checkAnswerSchema, note: z.string() })),
  'campaigns.phases': z.array(campaignPhaseSchema),
  'teams.calendar': teamCalendarSchema,
  'officers.leaves': z.array(leaveSchema),
  'duties.weekdays': weekdaysSchema,
  'visits.officers': officers,
  'visits.checklist': z.record(z.string(), checkAnswerSchema),
  'visits.corrections': z.array(visitCorrectionSchema),
  'hazards.fiveItems': wordByKey,
  'exchangeEvents.content': exchangeEventSchema,
  'exchangeEvents.taken': storedRowSchema,
  'meetings.agenda': texts,
  'comments.mentioned': mentionedSchema,
  'comments.earlier': earlierTextsSchema,
  'packets.about': packetAboutSchema,
  'packetRows.content': storedRowSchema,
  /** What was asked for: a workbook of some reports, or a document with its figures. */
  'reports.params': z.union([
    z.object({
      kinds: z.array(reportKindSchema),
      from: z.string(),
      to: z.string(),
      /** By what each sheet is known again; those made before this was kept do not tell. */
      shows: z.partialRecord(reportKindSchema, z.string()).optional(),
    }),
    z.object({
      template: z.string(),
      figures: z.array(figureSchema),
      /** By what each value and table is known again. */
      shows: z.record(z.string(), z.string()).optional(),
      /** By what each of several papers in it is known again, by what it is about. */
      letters: z.record(z.string(), z.string()).optional(),
    }),
  ]),
  'prints.order': sheetOrderSchema,
  /** The sheets of a print, and what stands on them; one without pages was empty and left out. */
  'prints.index': z.array(
    z.object({
      key: z.string(),
      title: z.string(),
      group: z.string(),
      scale: z.number().nullable(),
      pages: z.number(),
      /** The page of its file that it begins on; prints from before this was kept do not tell. */
      start: z.number().optional(),
      /** By what the page is known again; prints from before this was kept do not tell. */
      shows: z.string().optional(),
      look: z.string().optional(),
      missing: texts,
      venues: z.array(
        z.object({ name: z.string(), category: z.string(), distance: z.string(), verdict: z.string() }),
      ),
    }),
  ),
  'forms.said': wordByKey,
  'blanks.content': blankContentSchema,
  'scoreSchemes.content': scoreSchemeSchema,
  'templates.blocks': documentTemplateSchema.shape.blocks,
  'saved.content': savedContentSchema,
  'editRows.before': storedRowSchema,
  'editRows.after': storedRowSchema,
} as const;

/** A column that holds JSON, as `table.column`. */
export type StoredColumn = keyof typeof storedJson;
/** What such a column holds. */
export type StoredValue<Column extends StoredColumn> = z.output<(typeof storedJson)[Column]>;

/** All of them. */
export const storedColumns: readonly string[] = Object.keys(storedJson);

const schemas: { readonly [Column in StoredColumn]: z.ZodType<StoredValue<Column>> } = storedJson;

/**
 * Reads a column that holds JSON; a column without a value gives null. Read only what is needed: it costs.
 * Errors: STORED_VALUE_DAMAGED where the text is not what its column holds.
 */
export function readStored<Column extends StoredColumn>(column: Column, text: string): StoredValue<Column>;
export function readStored<Column extends StoredColumn>(
  column: Column,
  text: string | null,
): StoredValue<Column> | null;
export function readStored<Column extends StoredColumn>(
  column: Column,
  text: string | null,
): StoredValue<Column> | null {
  if (text === null) return null;
  const parsed = schemas[column].safeParse(parseJson(text));
  if (!parsed.success) throw new CodedError('STORED_VALUE_DAMAGED', { column });
  return parsed.data;
}

/** What a column that holds JSON is to hold, as its text. */
export function writeStored<Column extends StoredColumn>(column: Column, value: StoredValue<Column>): string;
export function writeStored<Column extends StoredColumn>(
  column: Column,
  value: StoredValue<Column> | null,
): string | null;
export function writeStored<Column extends StoredColumn>(
  _column: Column,
  value: StoredValue<Column> | null,
): string | null {
  return value === null ? null : JSON.stringify(value);
}

/** The value of a text; undefined, which no schema takes, where it is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
