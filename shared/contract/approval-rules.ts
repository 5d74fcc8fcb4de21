import { z } from 'zod';
import { type ApprovedCommand, approvedCommands, signedTemplates } from '../ledger/approval.ts';
import type { Capability } from '../office/capabilities.ts';
import { idSchema } from './common.ts';
import { contract } from './contract.ts';
import { byInput } from './procedure.ts';

/** What is carried out only when another person has approved it, where people have accounts. */
interface ApprovalRule {
  readonly title: string;
  /** What somebody needs to approve it. */
  readonly approver: Capability;
  /** Whether it needs approval with this input; always where this is missing. */
  readonly applies?: (input: unknown) => boolean;
  /** The hazard that it is about. */
  readonly hazardOf: (input: unknown) => number | null;
  /** The template that a paper is of. */
  readonly templateOf?: (input: unknown) => string;
  /** What is asked for, in words. */
  readonly tells: (input: unknown) => string;
}

const { 'documents.make': make, 'letters.issue': letters } = contract;
const hazard = byInput({ input: z.object({ id: idSchema }) }, ({ id }) => id);

export const approvalRules: Readonly<Record<ApprovedCommand, ApprovalRule>> = {
  'hazards.transition': {
    title: '销号',
    approver: 'approve.closing',
    applies: byInput(contract['hazards.transition'], ({ action }) => action === 'close'),
    hazardOf: hazard,
    tells: byInput(contract['hazards.transition'], ({ note }) => note),
  },
  'hazards.extend': {
    title: '延期',
    approver: 'approve.extension',
    hazardOf: hazard,
    tells: byInput(contract['hazards.extend'], ({ dueOn, reason }) => `延至 ${dueOn}：${reason}`),
  },
  'hazards.supervise': {
    title: '挂牌督办',
    approver: 'approve.supervision',
    hazardOf: hazard,
    tells: byInput(
      contract['hazards.supervise'],
      ({ number, level, body, leader, dueOn, requirement }) =>
        `${number}，${level}，${body} ${leader}，时限 ${dueOn}：${requirement}`,
    ),
  },
  'hazards.delist': {
    title: '摘牌',
    approver: 'approve.supervision',
    hazardOf: hazard,
    tells: byInput(
      contract['hazards.delist'],
      ({ acceptance, delistedOn }) => `${delistedOn} 摘牌：${acceptance}`,
    ),
  },
  'documents.make': {
    title: '公文签发',
    approver: 'approve.papers',
    applies: byInput(make, ({ template }) => signedTemplates.includes(template)),
    hazardOf: byInput(make, ({ about }) => (about.kind === 'hazard' ? about.id : null)),
    templateOf: byInput(make, ({ template }) => template),
    tells: byInput(make, ({ issuer }) => `${issuer}出具`),
  },
  'letters.issue': {
    title: '公文签发',
    approver: 'approve.papers',
    applies: byInput(letters, ({ template }) => signedTemplates.includes(template)),
    hazardOf: () => null,
    templateOf: byInput(letters, ({ template }) => template),
    tells: byInput(letters, ({ issuer, ids }) => `${issuer}出具，${ids.length} 份`),
  },
};

const names: readonly string[] = approvedCommands;

export function isApprovedCommand(name: string): name is ApprovedCommand {
  return names.includes(name);
}

/** By what rule a command with this input needs approval; null where it needs none. The input is a parsed one. */
export function approvalOf(name: string, input: unknown): ApprovalRule | null {
  if (!isApprovedCommand(name)) return null;
  const rule = approvalRules[name];
  return rule.applies?.(input) === false ? null : rule;
}
