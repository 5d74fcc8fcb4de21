import { sensitiveTexts } from '#shared/presenting/withhold.ts';
import type { Read } from '../schema/schema.ts';

/** All names of venues and people, and all addresses, telephones and codes of them, that the workspace knows. */
export async function selectSensitive(db: Read): Promise<Set<string>> {
  const venues = await db
    .selectFrom('venues')
    .select(['name', 'legalPerson', 'phone', 'uscc', 'regNo', 'address'])
    .execute();
  const licences = await db.selectFrom('licences').select(['holder', 'number']).execute();
  const schools = await db.selectFrom('schools').select(['phone', 'address']).execute();
  const officers = await db.selectFrom('officers').select(['name', 'phone', 'certificate']).execute();
  const members = await db.selectFrom('members').select(['name', 'certificate']).execute();
  const duties = await db
    .selectFrom('duties')
    .select(['person', 'phone', 'substitute', 'substitutePhone'])
    .execute();
  const hazards = await db
    .selectFrom('hazards')
    .select(['responsiblePerson', 'saidBy', 'placeText', 'code'])
    .execute();
  return sensitiveTexts({
    names: [
      ...venues.flatMap(({ name, legalPerson }) => [name, legalPerson]),
      ...licences.map(({ holder }) => holder),
      ...[...officers, ...members].map(({ name }) => name),
      ...duties.flatMap(({ person, substitute }) => [person, substitute]),
      ...hazards.flatMap(({ responsiblePerson, saidBy }) => [responsiblePerson, saidBy]),
    ],
    codes: [
      ...venues.flatMap(({ phone, uscc, regNo, address }) => [phone, uscc, regNo, address]),
      ...licences.map(({ number }) => number),
      ...schools.flatMap(({ phone, address }) => [phone, address]),
      ...officers.flatMap(({ phone, certificate }) => [phone, certificate]),
      ...members.map(({ certificate }) => certificate),
      ...duties.flatMap(({ phone, substitutePhone }) => [phone, substitutePhone]),
      ...hazards.flatMap(({ placeText, code }) => [placeText, code]),
    ],
  });
}
