import { describe, expect, it } from 'vitest';
import { loadCatalogue } from '#service/workspace/catalogue.ts';
import { referenceSystemNames, referenceSystemSchema } from '#shared/geodesy/reference-systems.ts';
import { outcomeNames, outcomes } from '#shared/ledger/assessment.ts';
import { reminderNames } from '#shared/ledger/due-dates.ts';
import {
  hazardActionNames,
  hazardActionSchema,
  hazardLevelSchema,
  hazardStateNames,
  hazardStates,
} from '#shared/ledger/hazard.ts';
import { repeatedNames } from '#shared/ledger/repeated-hazard.ts';
import { duplicateReasonNames, duplicateReasonSchema } from '#shared/registry/duplicates.ts';
import { importFieldNames, importFields } from '#shared/registry/fields.ts';
import {
  effectNames,
  effectSchema,
  existingNames,
  existingSchema,
  methodNames,
  methodSchema,
  originNames,
  originSchema,
} from '#shared/rules/rule.ts';
import { instrumentNames, instrumentSchema } from '#shared/zones/instruments.ts';
import { walkingReasonNames } from '#shared/zones/measure-pair.ts';
import { surveyMethodSchema } from '#shared/zones/surveyed-distance.ts';
import { defaultSigmas, positionSourceNames, positionSourceSchema } from '#shared/zones/uncertainty.ts';
import { severities, severityNames, verdictNames, verdictSchema } from '#shared/zones/verdict.ts';

/** Words that stand in workspaces, lists and calls: one that changes is not understood any more. */
const stored: readonly (readonly [what: string, words: readonly string[], expected: string])[] = [
  [
    'states of a hazard',
    hazardStates,
    'lead found assigned rectifying reinspect closed escalated suspended voided refuted',
  ],
  [
    'actions on a hazard',
    hazardActionSchema.options,
    'assign startRectifying submitForReinspection failReinspection close escalate suspend resume',
  ],
  ['levels of a hazard', hazardLevelSchema.options, '一般 较大 重大'],
  [
    'kinds of hazard of the national pack, which other packs have that name none',
    loadCatalogue()
      .pack('national')
      .hazardKinds.map(({ name }) => name),
    '区内禁设场所 无证无照经营 市容环境卫生 游商和摊贩 乱堆物料 社会治安 交通秩序 消防安全 设施缺失 其他',
  ],
  ['outcomes', outcomes, 'resolved resolving hard'],
  ['reference systems', referenceSystemSchema.options, 'wgs84 cgcs2000 gcj02 bd09'],
  [
    'reasons for a duplicate',
    duplicateReasonSchema.options,
    'sameName likeName sameAddress samePhone samePerson sameSpot',
  ],
  ['origins', originSchema.options, 'boundary anyGate mainGate'],
  ['methods', methodSchema.options, 'straight walking alongRoad'],
  ['effects', effectSchema.options, 'forbidden noNew supervised'],
  ['treatments of what exists', existingSchema.options, 'same exempt relocate untilExpiry convert'],
  ['instruments', instrumentSchema.options, 'total_station gnss_rtk laser tape wheel'],
  ['methods of a survey', surveyMethodSchema.options, 'straight walking'],
  [
    'sources of a position',
    positionSourceSchema.options,
    'surveyed imagery gnss registry street_number area unknown',
  ],
  ['verdicts', verdictSchema.options, 'inside outside undetermined listed'],
  ['severities', severities, 'violation undetermined supervised supervisedDoubt outside'],
];

/** Names that people read, by the stored word. */
const named: readonly (readonly [
  what: string,
  names: Readonly<Record<string, string>>,
  words: readonly string[],
])[] = [
  ['states of a hazard', hazardStateNames, hazardStates],
  ['actions on a hazard', hazardActionNames, hazardActionSchema.options],
  ['outcomes', outcomeNames, outcomes],
  ['grounds of a re-offence', repeatedNames, ['place', 'address', 'owner']],
  ['reminders', reminderNames, ['verify', 'overdue', 'soon', 'reinspect', 'unassigned', 'delist']],
  ['reference systems', referenceSystemNames, referenceSystemSchema.options],
  ['reasons for a duplicate', duplicateReasonNames, duplicateReasonSchema.options],
  ['fields of a list', importFieldNames, importFields],
  ['origins', originNames, originSchema.options],
  ['methods', methodNames, methodSchema.options],
  ['effects', effectNames, effectSchema.options],
  ['treatments of what exists', existingNames, existingSchema.options],
  ['instruments', instrumentNames, instrumentSchema.options],
  ['reasons why no walk was found', walkingReasonNames, ['noRoadNear', 'notConnected']],
  ['sources of a position', positionSourceNames, positionSourceSchema.options],
  ['verdicts', verdictNames, verdictSchema.options],
  ['severities', severityNames, severities],
];

describe('words that are stored', () => {
  it.each(stored)('%s stay as they are', (_, words, expected) => expect(words.join(' ')).toBe(expected));
});

describe('names that are shown', () => {
  it.each(named)('of %s are Chinese, one for each and no two the same', (_, names, words) => {
    expect(Object.keys(names).sort()).toEqual([...words].sort());
    const texts = Object.values(names);
    for (const text of texts) expect(text).toMatch(/[\u4e00-\u9fff]|^WGS84/);
    expect(new Set(texts).size).toBe(texts.length);
  });
});

it('the standard error of every source of a position is the one of the domain model', () => {
  expect(defaultSigmas).toEqual({
    surveyed: 0.5,
    imagery: 5,
    gnss: 5,
    registry: 10,
    street_number: 25,
    area: 150,
    unknown: 50,
  });
});
